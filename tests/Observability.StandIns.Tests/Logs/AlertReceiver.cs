using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Observability.StandIns.Tests.Logs;

/// <summary>Plays the part of an Alertmanager that alerts are sent to.</summary>
internal sealed class AlertReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<JsonElement> _alerts = new();
    private readonly WebApplication _server;

    private AlertReceiver(WebApplication server) => _server = server;

    /// <summary>Its URL.</summary>
    public string Url => _server.Urls.Single();

    /// <summary>Every alert that came, in the order in which they did.</summary>
    public IReadOnlyCollection<JsonElement> Alerts => _alerts;

    /// <summary>Starts one.</summary>
    public static async Task<AlertReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new AlertReceiver(builder.Build());
        receiver._server.MapPost("/api/v2/alerts", async context =>
        {
            using var document = await JsonDocument.ParseAsync(context.Request.Body);
            foreach (var alert in document.RootElement.EnumerateArray())
            {
                receiver._alerts.Enqueue(alert.Clone());
            }
        });
        await receiver._server.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
