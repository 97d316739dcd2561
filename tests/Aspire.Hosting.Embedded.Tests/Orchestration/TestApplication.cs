using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Embedded.Tests.Orchestration;

/// <summary>An application whose resources have no processes.</summary>
internal sealed class TestApplication : IAsyncDisposable
{
    private readonly DistributedApplication _application;

    private TestApplication(DistributedApplication application) => _application = application;

    public InMemoryRunner Runner => (InMemoryRunner)Services.GetRequiredService<IResourceRunner>();

    public ResourceNotificationService Notifications => _application.ResourceNotifications;

    public ResourceCommandService Commands => _application.ResourceCommands;

    public IServiceProvider Services => _application.Services;

    public DistributedApplication Application => _application;

    /// <summary>Records what happens, in order.</summary>
    public static ConcurrentQueue<string> NewRecord() => new();

    public static async Task<TestApplication> StartAsync(Action<IDistributedApplicationTestingBuilder> describe)
    {
        var application = Build(describe);
        try
        {
            await application._application.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return application;
    }

    public static TestApplication Build(Action<IDistributedApplicationTestingBuilder> describe)
    {
        var builder = DistributedApplicationTestingBuilder.Create();
        builder.Services.AddSingleton<IResourceRunner, InMemoryRunner>();
        describe(builder);
        return new TestApplication(builder.Build());
    }

    /// <summary>The newest snapshot of a resource.</summary>
    public CustomResourceSnapshot Snapshot(string name)
    {
        Assert.True(Notifications.TryGetCurrentState(name, out var current), $"nothing is known of {name}");
        return current.Snapshot;
    }

    public Task<ResourceEvent> WaitForStateAsync(string name, string state) =>
        Notifications.WaitForResourceAsync(name, current => current.Snapshot.State?.Text == state, TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

    public Task<ResourceEvent> WaitHealthyAsync(string name) =>
        Notifications.WaitForResourceHealthyAsync(name, TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _application.DisposeAsync();
}
