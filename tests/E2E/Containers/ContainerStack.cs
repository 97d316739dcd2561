using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Observability.E2E.Evidence;

namespace Observability.E2E.Containers;

/// <summary>The AppHost's graph with every server that Debian has as a container, up and healthy; shared by the tests of a collection.</summary>
public sealed class ContainerStack : IAsyncLifetime
{
    private readonly TemporaryFolder _state = new();
    private DistributedApplication? _application;
    private StackRecorder? _recorder;

    /// <summary>Resources of the graph that run as containers.</summary>
    public static IReadOnlyList<string> Servers { get; } = [.. DebianImage.All.Select(image => image.Resource)];

    /// <summary>The running application; the first test starts it, since what a fixture does on its own cannot be skipped.</summary>
    public async Task<DistributedApplication> ApplicationAsync()
    {
        _application ??= await StartAsync(_state.Path);
        _recorder ??= StackRecorder.Follow(_application);
        return _application;
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>The switches that make containers of the images that the tests have made.</summary>
    internal static async Task<IReadOnlyList<string>> ArgumentsAsync()
    {
        await Requires.ContainerEngineAsync();
        Requires.ProcessStack();
        var arguments = new List<string> { "--Stack:Backend=container" };
        foreach (var image in DebianImage.All)
        {
            arguments.Add($"--Stack:Images:{image.Resource}={await image.EnsureAsync()}");
        }

        return arguments;
    }

    /// <summary>Starts the stack and waits until it is healthy.</summary>
    private static async Task<DistributedApplication> StartAsync(string stateFolder)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Stack:Console=false", $"--Stack:StateFolder={stateFolder}", .. await ArgumentsAsync()], TestContext.Current.CancellationToken);
        var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(Deadline.StackReady.Time);
        await application.StartAsync(timeout.Token);
        foreach (var server in Servers.Append("cloud-exporter"))
        {
            await application.ResourceNotifications.WaitForResourceHealthyAsync(server, timeout.Token);
        }

        return application;
    }

    /// <summary>GETs JSON from a server of the stack.</summary>
    internal async Task<JsonElement> GetJsonAsync(string resource, string pathAndQuery, CancellationToken cancellationToken)
    {
        using var client = (await ApplicationAsync()).CreateHttpClient(resource);
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri(pathAndQuery, UriKind.Relative), cancellationToken));
        return document.RootElement.Clone();
    }

    /// <summary>The samples that a PromQL query gives now.</summary>
    internal async Task<IReadOnlyList<JsonElement>> QueryAsync(string promQl, CancellationToken cancellationToken)
    {
        var answer = await GetJsonAsync("prometheus", $"/api/v1/query?query={Uri.EscapeDataString(promQl)}", cancellationToken);
        return [.. answer.GetProperty("data").GetProperty("result").EnumerateArray()];
    }

    /// <summary>What the engine calls a resource's container now.</summary>
    internal async Task<string> ContainerAsync(string resource)
    {
        var current = await (await ApplicationAsync()).ResourceNotifications.WaitForResourceAsync(resource, _ => true, TestContext.Current.CancellationToken);
        return current.Snapshot.Properties.Single(property => property.Name == "container.id").Value!.ToString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_recorder is not null)
        {
            await _recorder.DisposeAsync();
        }

        if (_application is not null)
        {
            await _application.DisposeAsync();
        }

        _state.Dispose();
    }
}
