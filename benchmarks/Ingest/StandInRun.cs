namespace Ingest;

/// <summary>The stand-in consumer between the two servers, with the settings that the stack gives it.</summary>
internal static class StandInRun
{
    /// <summary>Starts it on a queue whose points go to a database of the same name.</summary>
    public static MeasuredProcess Start(Servers servers, string queue) => MeasuredProcess.Start(
        "dotnet",
        [Path.Combine(AppContext.BaseDirectory, "Observability.StandIns.dll"), "consumer", "--config", servers.Write($"{queue}.conf", $"""
            [agent]
            interval = "10s"
            flush_interval = "1s"
            metric_batch_size = 1000
            metric_buffer_limit = 100000
            omit_hostname = true

            [[inputs.amqp_consumer]]
            brokers = ["{servers.BrokerUrl}"]
            username = "guest"
            password = "guest"
            queue = "{queue}"
            queue_passive = true
            prefetch_count = 1000
            max_undelivered_messages = 1000
            startup_error_behavior = "retry"
            data_format = "influx"

            [[outputs.influxdb]]
            urls = ["{servers.StoreUrl}"]
            database = "{queue}"

            [[outputs.health]]
            service_address = "http://127.0.0.1:{Servers.FreePort()}"
            namepass = ["nothing"]
            """)],
        new Dictionary<string, string> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:1" });
}
