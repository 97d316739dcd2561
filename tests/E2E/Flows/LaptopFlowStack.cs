using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Observability.E2E.Evidence;
using Observability.Hosting.Model;

namespace Observability.E2E.Flows;

/// <summary>The whole graph with whatever can run on this machine, started for the test; <c>Stack__Backend</c> and its like choose the backends.</summary>
internal sealed class LaptopFlowStack(DistributedApplication application, TemporaryFolder state) : IFlowStack
{
    private readonly StackRecorder _recorder = StackRecorder.Follow(application);

    /// <summary>Starts it and waits for what a bare machine has.</summary>
    public static async Task<LaptopFlowStack> StartAsync(IEnumerable<string> awaited, CancellationToken cancellationToken)
    {
        Requires.ProcessStack();
        var state = new TemporaryFolder();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Stack:Profile=all", "--Stack:Console=false", $"--Stack:StateFolder={state.Path}"], cancellationToken);
        var stack = new LaptopFlowStack(await builder.BuildAsync(cancellationToken), state);
        try
        {
            await stack.StartAsync(awaited);
            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    public string? FindAbsence(string resource)
    {
        var found = application.Services.GetRequiredService<DistributedApplicationModel>().Resources.FirstOrDefault(candidate => candidate.Name == resource);
        return found is null ? $"{resource} runs in a cluster only"
            : found.TryGetLastAnnotation<NotStartedAnnotation>(out var absence) ? $"{resource}: {absence.Cause.Reason}"
            : null;
    }

    public Task<Uri> FindAddressAsync(string resource, string endpoint, CancellationToken cancellationToken) =>
        Task.FromResult(application.GetEndpoint(resource, endpoint));

    public Task<string> ReadParameterAsync(string name, CancellationToken cancellationToken) =>
        GraphParameters.ReadAsync(application.Services.GetRequiredService<DistributedApplicationModel>().Resources, name, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _recorder.DisposeAsync();
        await application.DisposeAsync();
        state.Dispose();
    }

    private async Task StartAsync(IEnumerable<string> awaited)
    {
        using var timeout = new CancellationTokenSource(Deadline.StackReady.Time);
        await application.StartAsync(timeout.Token);
        foreach (var server in awaited)
        {
            await application.ResourceNotifications.WaitForResourceHealthyAsync(server, timeout.Token);
        }
    }
}
