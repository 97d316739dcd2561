using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Observability.CloudExporter.Tests;

/// <summary>What arrives at an OTLP endpoint. Protobuf keeps strings as they are, so looking for them in the bytes will do.</summary>
public sealed class TelemetryTests
{
    [Fact]
    public async Task Otlp_EndpointConfigured_GetsLogsTracesAndMetricsOfARefresh()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var exporter = await RunningExporter.StartReadyAsync(
            [ScriptedCollector.Counting("works"), ScriptedCollector.Failing("broken")],
            $"--OTEL_EXPORTER_OTLP_ENDPOINT={receiver.Url}",
            "--OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--Cloud:MetricsToken=canary",
            "--Logging:LogLevel:Default=Information",
            "--Logging:Console:LogLevel:Default=None");
        await exporter.StatusAsync("/metrics", "canary");
        await exporter.StatusAsync("/");

        // What has not been sent yet goes when the providers are disposed.
        await exporter.DisposeAsync();

        var traces = receiver.Received("/v1/traces");
        Assert.Contains("collect test works", traces, StringComparison.Ordinal);
        Assert.Contains("The answer was nonsense.", traces, StringComparison.Ordinal);
        Assert.Matches("[^0-9]/metrics", traces);
        // The test's own client is in this process too; its spans have the whole address: http://127.0.0.1:5180/-/ready.
        Assert.DoesNotMatch("[^0-9]/-/ready", traces);
        var logs = receiver.Received("/v1/logs");
        Assert.Contains("Refreshed 2 collectors, of which 1 failed", logs, StringComparison.Ordinal);
        Assert.DoesNotContain("Execution attempt", logs, StringComparison.Ordinal);
        Assert.Contains("Collector broken of the test account main failed", logs, StringComparison.Ordinal);
        var metrics = receiver.Received("/v1/metrics");
        Assert.Contains("cloud.collector.refresh.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("http.server.request.duration", metrics, StringComparison.Ordinal);
        Assert.Contains("dotnet.gc.collections", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", traces + logs + metrics, StringComparison.Ordinal);
    }

    private sealed class OtlpReceiver : IAsyncDisposable
    {
        private readonly WebApplication _app;
        private readonly ConcurrentQueue<(string Path, string Body)> _received = [];

        private OtlpReceiver()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            _app = builder.Build();
            _app.Run(async context =>
            {
                using var body = new MemoryStream();
                await context.Request.Body.CopyToAsync(body, context.RequestAborted);
                _received.Enqueue((context.Request.Path, Encoding.UTF8.GetString(body.ToArray())));
                context.Response.ContentType = "application/x-protobuf";
            });
        }

        public string Url => _app.Urls.Single();

        public static async Task<OtlpReceiver> StartAsync()
        {
            var receiver = new OtlpReceiver();
            await receiver._app.StartAsync(TestContext.Current.CancellationToken);
            return receiver;
        }

        public string Received(string path) =>
            string.Concat(_received.Where(request => request.Path == path).Select(static request => request.Body));

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
