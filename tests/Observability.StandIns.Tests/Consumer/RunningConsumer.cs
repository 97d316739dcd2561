using System.Net;
using System.Runtime.InteropServices;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>A consumer that runs as it does in a stack: by its configuration file and its environment.</summary>
internal sealed class RunningConsumer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ChildProcess _process;
    private readonly HttpClient _client = new();

    private RunningConsumer(ChildProcess process, TemporaryFolder folder, int health, int metrics)
    {
        _process = process;
        _folder = folder;
        HealthPort = health;
        MetricsPort = metrics;
    }

    public int HealthPort { get; }

    public int MetricsPort { get; }

    public string Output => _process.Output;

    public int Pid => _process.Pid;

    /// <summary>Starts one with a file that has the given plugins besides the agent and the program's own metrics.</summary>
    public static Task<RunningConsumer> StartAsync(string plugins, params (string Name, string Value)[] variables) =>
        StartAsync(new StandInBackend(), plugins, variables);

    /// <summary>As the other, of either program.</summary>
    public static async Task<RunningConsumer> StartAsync(IConsumerBackend backend, string plugins, params (string Name, string Value)[] variables)
    {
        var command = backend.Command;
        var folder = new TemporaryFolder();
        var (health, metrics) = (FreePort.Take(), FreePort.Take());
        var file = folder.Write("telegraf.conf", $$"""
            [agent]
            interval = "1s"
            flush_interval = "100ms"
            metric_batch_size = 1000
            metric_buffer_limit = 100000
            omit_hostname = true

            {{plugins}}

            [[inputs.internal]]

            [inputs.internal.tags]
            telegraf_route = "own-metrics"

            [[outputs.prometheus_client]]
            listen = "${TELEGRAF_METRICS_ADDRESS}"
            metric_version = 2
            tagexclude = ["telegraf_route"]

            [outputs.prometheus_client.tagpass]
            telegraf_route = ["own-metrics"]

            [[outputs.health]]
            service_address = "http://${TELEGRAF_HEALTH_ADDRESS}"
            tagexclude = ["telegraf_route"]

            [outputs.health.tagpass]
            telegraf_route = ["own-metrics"]
            """);
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:1",
            ["TELEGRAF_HEALTH_ADDRESS"] = $"127.0.0.1:{health}",
            ["TELEGRAF_METRICS_ADDRESS"] = $"127.0.0.1:{metrics}",
        };
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        var process = ChildProcess.Start(command.FileName, [.. command.Arguments, "--config", file], environment: environment);
        var consumer = new RunningConsumer(process, folder, health, metrics);
        await Eventually.HoldsAsync(
            "the consumer is healthy", async _ => await consumer.StatusAsync(health, "/") == HttpStatusCode.OK, Deadline.ServerReady);
        return consumer;
    }

    /// <summary>The configuration of a queue and of where it goes, as the stack writes it.</summary>
    public static string Pipeline(string brokerUrl, string queue, string output, int inFlight = 1000, string tables = "") => $$"""
        [[inputs.amqp_consumer]]
        alias = "{{queue}}"
        brokers = ["{{brokerUrl}}"]
        username = "guest"
        password = "${QUEUE_PASSWORD}"
        queue = "{{queue}}"
        queue_passive = true
        prefetch_count = {{inFlight}}
        max_undelivered_messages = {{inFlight}}
        startup_error_behavior = "retry"
        data_format = "influx"
        tagexclude = ["telegraf_route"]
        always_include_local_tags = true

        [inputs.amqp_consumer.tags]
        telegraf_route = "{{queue}}"

        {{output}}
        tagexclude = ["telegraf_route"]

        {{tables}}
        [{{output[2..output.IndexOf(']', StringComparison.Ordinal)]}}.tagpass]
        telegraf_route = ["{{queue}}"]

        """;

    /// <summary>An output to the double as an InfluxDB 2.</summary>
    public static string InfluxV2(StoreDouble store) => $$"""
        [[outputs.influxdb_v2]]
        urls = ["{{store.Url}}"]
        token = "${STORE_TOKEN}"
        organization = "org one"
        bucket = "metrics"
        """;

    public async Task<HttpStatusCode> StatusAsync(int port, string path)
    {
        using var response = await _client.GetAsync(new Uri($"http://127.0.0.1:{port}{path}"), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    public Task<string> MetricsAsync() =>
        _client.GetStringAsync(new Uri($"http://127.0.0.1:{MetricsPort}/metrics"), TestContext.Current.CancellationToken);

    public Task PrintsAsync(string text) => _process.PrintsAsync(text, Deadline.DataFlow);

    public void KillAtOnce() => _process.KillAtOnce();

    /// <summary>Sends SIGTERM and returns the exit code.</summary>
    public Task<int> StopAsync()
    {
        _process.Signal(PosixSignal.SIGTERM);
        return _process.ExitCodeAsync(Deadline.Gone);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
