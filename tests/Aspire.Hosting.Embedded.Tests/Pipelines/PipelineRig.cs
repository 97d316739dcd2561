using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Pipelines;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Tests.Pipelines;

/// <summary>A pipeline with the services it needs, its console going into a string.</summary>
internal sealed class PipelineRig : IAsyncDisposable
{
    private readonly StringWriter _console = new();
    private readonly ServiceProvider _services;

    /// <param name="resources">The model.</param>
    /// <param name="configuration">Lines <c>key=value</c>.</param>
    public PipelineRig(IEnumerable<IResource>? resources = null, params string[] configuration)
    {
        Model = new DistributedApplicationModel(resources ?? []);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(
            configuration.Select(line => KeyValuePair.Create(line[..line.IndexOf('=', StringComparison.Ordinal)], (string?)line[(line.IndexOf('=', StringComparison.Ordinal) + 1)..]))).Build());
        services.AddSingleton(new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish));
        services.AddSingleton<IDistributedApplicationEventing, DistributedApplicationEventing>();
        services.AddSingleton<IDistributedApplicationPipeline>(Pipeline);
        services.AddSingleton<IPipelineActivityReporter>(new ConsoleReporter(TextWriter.Synchronized(_console), colours: false, LogLevel.Information, new StoppedClock()));
        services.AddPipelineServices();
        _services = services.BuildServiceProvider();
    }

    public DistributedApplicationPipeline Pipeline { get; } = new();

    public DistributedApplicationModel Model { get; }

    public IServiceProvider Services => _services;

    public IDistributedApplicationEventing Eventing => _services.GetRequiredService<IDistributedApplicationEventing>();

    /// <summary>What was printed, without the marks' and durations' column: every duration is 0.</summary>
    public string[] Printed => _console.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs as the application does.</summary>
    public Task<int> RunAsync() => PipelineRunner.ExecuteAsync(_services, Model, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _console.DisposeAsync();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
