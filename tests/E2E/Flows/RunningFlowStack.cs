using System.Text.Json;
using Aspire.Hosting.Testing;
using Observability.E2E.Evidence;

namespace Observability.E2E.Flows;

/// <summary>
/// A stack of this AppHost that somebody runs already. Generated passwords are those in user secrets, which that run reads, too.
/// </summary>
internal sealed class RunningFlowStack : IFlowStack
{
    private readonly Dictionary<string, JsonElement> _resources;
    private readonly IDistributedApplicationTestingBuilder _graph;

    private RunningFlowStack(IEnumerable<JsonElement> resources, IDistributedApplicationTestingBuilder graph)
    {
        _resources = resources.ToDictionary(resource => AppHostChannel.Text(resource, "displayName")!, StringComparer.Ordinal);
        _graph = graph;
    }

    /// <summary>Finds the one of a process, or the one that has begun last.</summary>
    /// <param name="process">Number of the AppHost's process; null for any.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="InvalidOperationException">None runs.</exception>
    public static async Task<RunningFlowStack> FindAsync(int? process, CancellationToken cancellationToken)
    {
        foreach (var socket in AppHostChannel.FindSockets().Where(socket => process is null || socket.Extension == $".{process}"))
        {
            using var channel = await AppHostChannel.ConnectAsync(socket, cancellationToken);
            if (channel is not null && await channel.ReadProjectAsync(cancellationToken) == Repository.Combine("AppHost", "AppHost.csproj"))
            {
                var resources = await channel.ReadResourcesAsync(cancellationToken);
                var graph = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(["--Stack:Profile=all", "--Stack:Console=false"], cancellationToken);
                return new RunningFlowStack(resources, graph);
            }
        }

        throw new InvalidOperationException("No AppHost of this checkout runs. Start one: ./up.sh");
    }

    public string? FindAbsence(string resource) =>
        !_resources.TryGetValue(resource, out var found) ? $"{resource} is not in the stack that runs"
        : AppHostChannel.Text(found, "state") is var state and not "Running" ? $"{resource} is not running in the stack that runs, but {state ?? "unknown"}"
        : null;

    public Task<Uri> FindAddressAsync(string resource, string endpoint, CancellationToken cancellationToken)
    {
        var urls = _resources[resource].GetProperty("urls").EnumerateArray().Where(url => AppHostChannel.Text(url, "name") == endpoint).ToList();
        return urls is [var first, ..]
            ? Task.FromResult(new Uri(AppHostChannel.Text(first, "url")!))
            : throw new InvalidOperationException($"{resource} shows no URL of its endpoint {endpoint}.");
    }

    public Task<string> ReadParameterAsync(string name, CancellationToken cancellationToken) => GraphParameters.ReadAsync(_graph.Resources, name, cancellationToken);

    public ValueTask DisposeAsync() => _graph.DisposeAsync();
}
