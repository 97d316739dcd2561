using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Observability.E2E.Evidence;
using Observability.Hosting.Model;

namespace Observability.E2E.Flows;

/// <summary>
/// The whole graph with whatever can run on this machine, started with the first case that can run; <c>Stack__Backend</c> and its like
/// choose the backends.
/// </summary>
internal sealed class LaptopFlowStack : IFlowStack
{
    private readonly TemporaryFolder _state;
    private readonly DistributedApplication _application;
    private readonly StackRecorder _recorder;
    private readonly Lazy<Task> _started;

    private LaptopFlowStack(TemporaryFolder state, DistributedApplication application, IEnumerable<string> awaited)
    {
        _state = state;
        _application = application;
        _recorder = StackRecorder.Follow(application);
        _started = new Lazy<Task>(() => StartAsync(awaited));
    }

    /// <summary>Builds the graph.</summary>
    /// <param name="awaited">What is healthy before the first case begins, as far as it is there.</param>
    /// <param name="cancellationToken">Ends the building.</param>
    public static async Task<LaptopFlowStack> CreateAsync(IEnumerable<string> awaited, CancellationToken cancellationToken)
    {
        Requires.ProcessStack();
        var state = new TemporaryFolder();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Stack:Profile=all", "--Stack:Console=false", $"--Stack:StateFolder={state.Path}"], cancellationToken);
        return new LaptopFlowStack(state, await builder.BuildAsync(cancellationToken), awaited);
    }

    public Task ReadyAsync() => _started.Value;

    public string? FindAbsence(string resource)
    {
        var found = _application.Services.GetRequiredService<DistributedApplicationModel>().Resources.FirstOrDefault(candidate => candidate.Name == resource);
        return found is null ? $"{resource} runs in a cluster only"
            : found.TryGetLastAnnotation<NotStartedAnnotation>(out var absence) ? $"{resource}: {absence.Cause.Reason}"
            : null;
    }

    public Task<Uri> FindAddressAsync(string resource, string endpoint, CancellationToken cancellationToken) =>
        Task.FromResult(_application.GetEndpoint(resource, endpoint));

    public Task<string> ReadParameterAsync(string name, CancellationToken cancellationToken) =>
        GraphParameters.ReadAsync(_application.Services.GetRequiredService<DistributedApplicationModel>().Resources, name, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _recorder.DisposeAsync();
        await _application.DisposeAsync();
        _state.Dispose();
    }

    private async Task StartAsync(IEnumerable<string> awaited)
    {
        using var timeout = new CancellationTokenSource(Deadline.StackReady.Time);
        await _application.StartAsync(timeout.Token);
        foreach (var server in awaited.Where(server => FindAbsence(server) is null))
        {
            await _application.ResourceNotifications.WaitForResourceHealthyAsync(server, timeout.Token);
        }
    }
}
