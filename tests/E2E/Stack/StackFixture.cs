using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Observability.E2E.Evidence;
using Observability.E2E.Flows;
using Aspire.Hosting.ApplicationModel;

namespace Observability.E2E.Stack;

/// <summary>The AppHost's whole graph with every server as a process, up and healthy; shared by the tests of a collection.</summary>
public sealed class StackFixture : IAsyncLifetime
{
    private readonly TemporaryFolder _state = new();
    private DistributedApplication? _application;
    private StackRecorder? _recorder;

    /// <summary>Resources of the graph that run.</summary>
    public static IReadOnlyList<string> Servers { get; } =
        ["node-exporter", "cloud-exporter", "pushgateway", "alertmanager", "prometheus", "rabbitmq"];

    /// <summary>The running application.</summary>
    public DistributedApplication Application => _application ?? throw new InvalidOperationException("The stack is not up.");

    /// <summary>Folder that holds the run's state.</summary>
    public string StateFolder => _state.Path;

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        _application = await StartAsync(StateFolder);
        _recorder = StackRecorder.Follow(_application);
    }

    /// <summary>Starts one more stack and waits until it is healthy.</summary>
    public static async Task<DistributedApplication> StartAsync(string stateFolder)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            ["--Stack:Backend=process", "--Stack:Console=false", $"--Stack:StateFolder={stateFolder}"], TestContext.Current.CancellationToken);
        var application = await builder.BuildAsync(TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(Deadline.StackReady.Time);
        await application.StartAsync(timeout.Token);
        foreach (var server in Servers)
        {
            await application.ResourceNotifications.WaitForResourceHealthyAsync(server, timeout.Token);
        }

        return application;
    }

    /// <summary>GETs JSON from a server of the stack.</summary>
    public async Task<JsonElement> GetJsonAsync(string resource, string pathAndQuery, CancellationToken cancellationToken)
    {
        using var client = Application.CreateHttpClient(resource);
        using var document = JsonDocument.Parse(await client.GetStringAsync(new Uri(pathAndQuery, UriKind.Relative), cancellationToken));
        return document.RootElement.Clone();
    }

    /// <summary>The samples that a PromQL query gives now.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string promQl, CancellationToken cancellationToken)
    {
        var answer = await GetJsonAsync("prometheus", $"/api/v1/query?query={Uri.EscapeDataString(promQl)}", cancellationToken);
        return [.. answer.GetProperty("data").GetProperty("result").EnumerateArray()];
    }

    /// <summary>The value of a generated parameter.</summary>
    public Task<string> GetParameterAsync(string name) => GraphParameters.ReadAsync(
        Application.Services.GetRequiredService<DistributedApplicationModel>().Resources, name, TestContext.Current.CancellationToken);

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
