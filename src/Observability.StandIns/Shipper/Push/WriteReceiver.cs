using Observability.StandIns.Shipper.Components;

namespace Observability.StandIns.Shipper.Push;

/// <summary>The component <c>loki.write</c>: pushes every line to each of its endpoints.</summary>
/// <param name="endpoints">The endpoints.</param>
/// <param name="externalLabels">Labels of lines that have none of the same name.</param>
internal sealed class WriteReceiver(
    IReadOnlyList<PushEndpoint> endpoints, IReadOnlyList<KeyValuePair<string, string>> externalLabels) : IReceiver, IRunning, IDisposable
{
    /// <summary>What is wrong with an endpoint, or null.</summary>
    public string? Problem => endpoints.Select(endpoint => endpoint.Problem).FirstOrDefault(problem => problem is not null);

    /// <inheritdoc />
    public async ValueTask ReceiveAsync(LogEntry entry, CancellationToken cancellationToken)
    {
        foreach (var (name, value) in externalLabels)
        {
            entry.Labels.TryAdd(name, value);
        }

        var stream = LabelText.Write(entry.Labels);
        foreach (var endpoint in endpoints)
        {
            await endpoint.AddAsync(entry, stream, cancellationToken);
        }
    }

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        // One that fails is heard of at once, not when all have ended.
        await foreach (var ended in Task.WhenEach(endpoints.Select(endpoint => endpoint.RunAsync(stopping, aborting))))
        {
            await ended;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var endpoint in endpoints)
        {
            endpoint.Dispose();
        }
    }
}
