using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>Debian's InfluxDB 1.6, which speaks the first version's protocol; made by the first test that needs it.</summary>
public sealed class InfluxServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly int _port = FreePort.Take();
    private ChildProcess? _server;

    public string Url => $"http://127.0.0.1:{_port}";

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts it, unless it runs.</summary>
    public async Task StartAsync()
    {
        if (_server is not null)
        {
            return;
        }

        var program = Requires.Tool("influxd", "influxdb");
        var file = _folder.Write("influxdb.conf", string.Create(CultureInfo.InvariantCulture, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{FreePort.Take()}"

            [meta]
            dir = "{_folder.Combine("meta")}"

            [data]
            dir = "{_folder.Combine("data")}"
            wal-dir = "{_folder.Combine("wal")}"

            [http]
            bind-address = "127.0.0.1:{_port}"
            log-enabled = false

            """));
        _server = ChildProcess.Start(program, ["-config", file], _folder.Path);
        await Eventually.HoldsAsync(
            "influxd answers",
            async cancellationToken => (await _client.GetAsync(new Uri($"{Url}/ping"), cancellationToken)).StatusCode == HttpStatusCode.NoContent,
            Deadline.ServerReady);
    }

    /// <summary>The first value of a query's answer, or null where there is none.</summary>
    public async Task<long?> QueryAsync(string database, string query)
    {
        var path = $"/query?db={Uri.EscapeDataString(database)}&q={Uri.EscapeDataString(query)}";
        using var answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri(Url + path), TestContext.Current.CancellationToken));
        var result = answer.RootElement.GetProperty("results")[0];
        return result.TryGetProperty("series", out var series) ? series[0].GetProperty("values")[0][1].GetInt64() : null;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}
