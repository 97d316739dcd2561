using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using RabbitMQ.Client;

namespace Ingest;

/// <summary>A RabbitMQ and an InfluxDB 1.6 of Debian's packages, on loopback, in a folder that goes with them.</summary>
internal sealed class Servers : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ingest-");
    private readonly HttpClient _client = new();
    private readonly int _amqpPort = FreePort();
    private readonly int _influxPort = FreePort();
    private MeasuredProcess? _rabbit;
    private MeasuredProcess? _influx;

    /// <summary>URL of the broker.</summary>
    public string BrokerUrl => $"amqp://127.0.0.1:{_amqpPort}";

    /// <summary>URL of the store.</summary>
    public string StoreUrl => $"http://127.0.0.1:{_influxPort}";

    /// <summary>Starts both and waits until they answer.</summary>
    public async Task StartAsync()
    {
        StartRabbit();
        StartInflux();
        await AnswersAsync("RabbitMQ", async () => await (await ConnectAsync()).DisposeAsync());
        await AnswersAsync("influxd", async () => (await _client.GetAsync(new Uri($"{StoreUrl}/ping"))).EnsureSuccessStatusCode());
    }

    /// <summary>Connects to the broker.</summary>
    public Task<IConnection> ConnectAsync() =>
        new ConnectionFactory { Uri = new Uri(BrokerUrl), AutomaticRecoveryEnabled = false }.CreateConnectionAsync();

    /// <summary>Points of a database.</summary>
    public async Task<long> CountAsync(string database)
    {
        var query = Uri.EscapeDataString("select count(v) from m");
        using var answer = JsonDocument.Parse(await _client.GetStringAsync(new Uri($"{StoreUrl}/query?db={database}&q={query}")));
        return answer.RootElement.GetProperty("results")[0].TryGetProperty("series", out var series)
            ? series[0].GetProperty("values")[0][1].GetInt64()
            : 0;
    }

    /// <summary>Writes a file into the folder and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>A port of loopback that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await (_rabbit?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (_influx?.DisposeAsync() ?? ValueTask.CompletedTask);
        _folder.Delete(recursive: true);
    }

    private static async Task AnswersAsync(string what, Func<Task> ask)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                await ask();
                return;
            }
            catch (Exception error) when (tries < 200)
            {
                _ = error;
                await Task.Delay(100);
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"{what} does not answer: {error.Message}", error);
            }
        }
    }

    private void StartRabbit() =>
        _rabbit = MeasuredProcess.Start("/usr/lib/rabbitmq/bin/rabbitmq-server", [], new Dictionary<string, string>
    {
        ["RABBITMQ_NODENAME"] = "rabbit@localhost",
        ["RABBITMQ_CONFIG_FILE"] = Write("rabbitmq.conf", string.Create(
            CultureInfo.InvariantCulture, $"listeners.tcp.1 = 127.0.0.1:{_amqpPort}\nlog.console = true\nlog.file = false\n")),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Write("enabled_plugins", "[].\n"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(_folder.FullName, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(_folder.FullName, "log"),
        ["RABBITMQ_LOGS"] = "-",
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(_folder.FullName, "none"),
        ["RABBITMQ_CONFIG_FILES"] = Path.Combine(_folder.FullName, "conf.d"),
        ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(_folder.FullName, "advanced.config"),
        ["HOME"] = _folder.FullName,
        ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
            "-sname rabbit@localhost -dist_listen false -start_epmd false -erl_epmd_port 25672 -shutdown_time 2000",
        ["RUNNING_UNDER_SYSTEMD"] = "true",
    });

    private void StartInflux() =>
        _influx = MeasuredProcess.Start("influxd", ["-config", Write("influxdb.conf", string.Create(CultureInfo.InvariantCulture, $"""
        reporting-disabled = true
        bind-address = "127.0.0.1:{FreePort()}"

        [meta]
        dir = "{_folder.FullName}/meta"

        [data]
        dir = "{_folder.FullName}/data"
        wal-dir = "{_folder.FullName}/wal"
        query-log-enabled = false

        [http]
        bind-address = "127.0.0.1:{_influxPort}"
        log-enabled = false

        """))]);
}
