using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Observability.CloudExporter.Collection;

namespace Observability.CloudExporter.Tests;

/// <summary>The service as it is, in this process, on a free port of the loopback interface.</summary>
internal sealed class RunningExporter : IAsyncDisposable
{
    private readonly WebApplication _app;
    private bool _stopped;

    private RunningExporter(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public CollectorRefresher Refresher => _app.Services.GetRequiredService<CollectorRefresher>();

    /// <summary>Starts it; it refreshes once and then, unless the arguments say otherwise, not within the test.</summary>
    public static async Task<RunningExporter> StartAsync(IReadOnlyList<ICloudCollector>? collectors = null, params string[] args)
    {
        var app = CloudExporterApp.Build(
            ["--urls=http://127.0.0.1:0", "--Cloud:RefreshSeconds=86400", "--Logging:LogLevel:Default=None", .. args], collectors);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningExporter(app);
    }

    /// <summary>The same, and waits until every collector has been tried.</summary>
    public static async Task<RunningExporter> StartReadyAsync(IReadOnlyList<ICloudCollector>? collectors = null, params string[] args)
    {
        var exporter = await StartAsync(collectors, args);
        await exporter.BecomesReadyAsync();
        return exporter;
    }

    public Task BecomesReadyAsync() => Eventually.BecomesAsync(
        "the exporter is ready", _ => StatusAsync("/-/ready"), static status => status == HttpStatusCode.OK, Deadline.ServerReady);

    public async Task<HttpStatusCode> StatusAsync(string path, string? bearer = null)
    {
        using var response = await GetAsync(path, bearer);
        return response.StatusCode;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, string? bearer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<string> TextAsync(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    /// <summary>The lines of <c>/metrics</c> that are samples of a metric.</summary>
    public async Task<string[]> SamplesAsync(string metric) =>
        [.. (await TextAsync("/metrics")).Split('\n').Where(line => line.StartsWith(metric + "{", StringComparison.Ordinal))];

    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            Client.Dispose();
            await _app.StopAsync(CancellationToken.None);
            await _app.DisposeAsync();
        }
    }
}
