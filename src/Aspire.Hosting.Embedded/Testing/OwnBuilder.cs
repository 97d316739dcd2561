using Aspire.Hosting.Embedded.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Testing;

/// <summary>Makes a builder for an application without an entry point.</summary>
internal static class OwnBuilder
{
    public static IDistributedApplicationTestingBuilder Create(
        string[] args, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        // The hook is for the making only: the test owns the application from its first moment.
        var outer = BuilderHook.Current;
        BuilderHook.Current = new DefaultsHook(configureBuilder);
        DistributedApplicationBuilder builder;
        try
        {
            builder = new DistributedApplicationBuilder(args);
        }
        finally
        {
            BuilderHook.Current = outer;
        }

        DistributedApplication? application = null;
        return new TestingBuilder(
            builder,
            _ => Task.FromResult(application = builder.Build()),
            () => application?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private sealed class DefaultsHook(Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder) : BuilderHook
    {
        public override void OnCreating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
        {
            TestingDefaults.Apply(options, settings);
            configureBuilder(options, settings);
        }

        public override void OnCreated(DistributedApplicationBuilder builder)
        {
        }

        public override void OnBuilding(DistributedApplicationBuilder builder)
        {
        }

        public override void OnBuilt(DistributedApplication application)
        {
        }

        public override void OnDisposed()
        {
        }

        public override Task WaitUntilStartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override Task WaitUntilStoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
