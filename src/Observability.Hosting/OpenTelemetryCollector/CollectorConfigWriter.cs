using Observability.Hosting.Model;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>
/// Writes a collector's configuration (https://opentelemetry.io/docs/collector/configuration/) for a version: components have
/// the names that it knows them by.
/// </summary>
/// <remarks>
/// There is no batch processor: it accepts data before the exporters do, so that a sender takes for delivered what a full queue
/// then drops. The exporters batch in their queues instead, and a full queue makes the sender wait and try again.
/// </remarks>
internal static class CollectorConfigWriter
{
    private const string MemoryLimiter = "memory_limiter";
    private const string FileStorage = "file_storage";

    private static readonly string[] s_metadata =
    [
        "k8s.namespace.name", "k8s.pod.name", "k8s.pod.uid", "k8s.node.name",
        "k8s.deployment.name", "k8s.statefulset.name", "k8s.daemonset.name", "k8s.cronjob.name", "k8s.job.name",
    ];

    /// <summary>The configuration of a gateway.</summary>
    /// <param name="config">What any collector has.</param>
    /// <param name="http">Address that takes OTLP over HTTP.</param>
    /// <param name="grpc">Address that takes OTLP over gRPC.</param>
    /// <param name="version">Version that reads it.</param>
    public static string WriteGateway(CollectorConfig config, string http, string grpc, Version version)
    {
        string[] receivers = ["otlp"];
        string[] processors = [MemoryLimiter];
        return Write(
            config,
            version,
            new YamlMap().Add("otlp", new YamlMap().Add("protocols", new YamlMap()
                .Add("grpc", new YamlMap().Add("endpoint", grpc))
                .Add("http", new YamlMap().Add("endpoint", http)))),
            new YamlMap(),
            storage: null,
            new YamlMap()
                .Add("logs", Pipeline(receivers, processors, config, version, protocol => protocol is not CollectorProtocol.RemoteWrite))
                .Add("metrics", Pipeline(receivers, processors, config, version, protocol => protocol is not CollectorProtocol.OtlpLogs))
                .Add("traces", Pipeline(receivers, processors, config, version, protocol => protocol is CollectorProtocol.Otlp)));
    }

    /// <summary>The configuration of an agent.</summary>
    /// <param name="config">What any collector has.</param>
    /// <param name="name">Name of its resource; its own pods' lines are left out.</param>
    /// <param name="settings">What its verbs have said.</param>
    /// <param name="version">Version that reads it.</param>
    public static string WriteAgent(CollectorConfig config, string name, AgentSettings settings, Version version)
    {
        string[] logs = [MemoryLimiter, "k8s_attributes", "resource"];
        string[] metrics = [MemoryLimiter, "k8s_attributes"];
        return Write(
            config,
            version,
            new YamlMap()
                .Add("kubelet_stats", new YamlMap()
                    .Add("auth_type", "serviceAccount")
                    .Add("endpoint", $"https://${{env:{CollectorFacts.NodeAddressVariable}}}:{CollectorFacts.KubeletPort}")
                    .Add("insecure_skip_verify", settings.VerifyKubelet ? null : true)
                    .Add("collection_interval", "30s"))
                .Add("file_log", settings.PodLogs ? PodLogs(name) : null),
            Kubernetes(settings.PodLogs),
            FileStorage,
            new YamlMap()
                .Add("logs", settings.PodLogs
                    ? Pipeline(["file_log"], logs, config, version, protocol => protocol is not CollectorProtocol.RemoteWrite)
                    : null)
                .Add("metrics", Pipeline(["kubelet_stats"], metrics, config, version, protocol => protocol is not CollectorProtocol.OtlpLogs)));
    }

    private static string Write(
        CollectorConfig config, Version version, YamlMap receivers, YamlMap processors, string? storage, YamlMap pipelines)
    {
        var all = new YamlMap().Add("health_check", new YamlMap().Add("endpoint", config.Health));
        if (storage is not null)
        {
            all.Add(storage, new YamlMap().Add("directory", CollectorFacts.DataFolder).Add("create_directory", true));
        }

        var exporters = new YamlMap();
        foreach (var exporter in config.Exporters)
        {
            exporters.Add(Id(exporter, version), Exporter(exporter, storage));
            if (exporter.User is { } user)
            {
                all.Add(Authenticator(exporter), new YamlMap().Add("client_auth", new YamlMap()
                    .Add("username", Plain(user))
                    .Add("password", exporter.PasswordVariable is { } variable ? $"${{env:{variable}}}" : null)));
            }
        }

        if (config.Exporters.Count == 0)
        {
            // A collector does not run without an exporter. This one says in the console log what it throws away.
            exporters.Add("debug", new YamlMap().Add("verbosity", "basic"));
        }

        return YamlText.Write(new YamlMap()
            .Add("extensions", all)
            .Add("receivers", receivers)
            .Add("processors", Processors(config, processors))
            .Add("exporters", exporters)
            .Add("service", new YamlMap()
                .Add("extensions", all.Entries.Keys.Cast<string>().ToList())
                .Add("telemetry", Telemetry(config))
                .Add("pipelines", pipelines)));
    }

    // https://github.com/open-telemetry/opentelemetry-collector/blob/main/processor/memorylimiterprocessor/README.md; the first of
    // every pipeline.
    private static YamlMap Processors(CollectorConfig config, YamlMap others)
    {
        var limiter = new YamlMap().Add("check_interval", "1s");
        _ = config.MemoryMegabytes is { } megabytes
            ? limiter.Add("limit_mib", megabytes).Add("spike_limit_mib", megabytes / 4)
            : limiter.Add("limit_percentage", 75).Add("spike_limit_percentage", 20);
        var all = new YamlMap().Add(MemoryLimiter, limiter);
        foreach (System.Collections.DictionaryEntry entry in others.Entries)
        {
            all.Add((string)entry.Key, entry.Value);
        }

        return all;
    }

    // Null where no exporter takes the signal: the collector then refuses it, and the sender sees that.
    private static YamlMap? Pipeline(
        string[] receivers, string[] processors, CollectorConfig config, Version version, Func<CollectorProtocol, bool> takes)
    {
        var exporters = config.Exporters.Count == 0
            ? ["debug"]
            : config.Exporters.Where(exporter => takes(exporter.Protocol)).Select(exporter => Id(exporter, version)).ToList();
        return exporters.Count == 0
            ? null
            : new YamlMap().Add("receivers", receivers).Add("processors", processors).Add("exporters", exporters);
    }

    // https://github.com/open-telemetry/opentelemetry-collector/blob/main/exporter/exporterhelper/README.md
    private static YamlMap Exporter(CollectorExporter exporter, string? storage)
    {
        var map = new YamlMap().Add("endpoint", Plain(exporter.Url));
        if (exporter.Headers.Count > 0)
        {
            var headers = new YamlMap();
            foreach (var (name, value) in exporter.Headers)
            {
                headers.Add(name, Plain(value));
            }

            map.Add("headers", headers);
        }

        map.Add("auth", exporter.User is null ? null : new YamlMap().Add("authenticator", Authenticator(exporter)));
        if (exporter.Protocol == CollectorProtocol.RemoteWrite)
        {
            // Its queue has keys of its own. Attributes of the resource become labels, or nobody could tell services apart.
            return map
                .Add("tls", exporter.Url.StartsWith("http:", StringComparison.Ordinal) ? new YamlMap().Add("insecure", true) : null)
                .Add("resource_to_telemetry_conversion", new YamlMap().Add("enabled", true))
                .Add("retry_on_failure", RetryForEver());
        }

        return map
            .Add("sending_queue", new YamlMap()
                .Add("sizer", "items")
                .Add("queue_size", 50_000)
                .Add("storage", storage)
                .Add("batch", new YamlMap().Add("flush_timeout", "1s").Add("min_size", 1_000).Add("max_size", 8_000)))
            .Add("retry_on_failure", RetryForEver());
    }

    // While a store is down its data waits, up to the length of the queue.
    private static YamlMap RetryForEver() => new YamlMap().Add("max_elapsed_time", "0s");

    // https://opentelemetry.io/docs/collector/internal-telemetry/
    private static YamlMap Telemetry(CollectorConfig config) => new YamlMap().Add("metrics", new YamlMap().Add("readers", new[]
    {
        new YamlMap().Add("pull", new YamlMap().Add("exporter", new YamlMap().Add("prometheus", new YamlMap()
            .Add("host", config.MetricsHost)
            .Add("port", int.TryParse(config.MetricsPort, out var port) ? port : config.MetricsPort)))),
    }));

    // https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/filelogreceiver: files are
    // <namespace>_<pod>_<uid>/<container>/<restart>.log, and the operator takes the names out of the path.
    private static YamlMap PodLogs(string name) => new YamlMap()
        .Add("include", new[] { $"{CollectorFacts.PodLogsFolder}/*/*/*.log" })
        .Add("exclude", new[] { $"{CollectorFacts.PodLogsFolder}/*_{name}-*_*/*/*.log" })
        .Add("include_file_path", true)
        .Add("start_at", "beginning")
        .Add("storage", FileStorage)
        .Add("operators", new[] { new YamlMap().Add("type", "container") });

    // https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/processor/k8sattributesprocessor
    private static YamlMap Kubernetes(bool podLogs) => new YamlMap()
        .Add("k8s_attributes", new YamlMap()
            .Add("auth_type", "serviceAccount")
            .Add("filter", new YamlMap().Add("node_from_env_var", CollectorFacts.NodeNameVariable))
            .Add("extract", new YamlMap()
                .Add("metadata", s_metadata)
                .Add("deployment_name_from_replicaset", true))
            .Add("pod_association", new[]
            {
                new YamlMap().Add("sources", new[] { new YamlMap().Add("from", "resource_attribute").Add("name", "k8s.pod.uid") }),
            }))
        .Add("resource", podLogs ? ServiceName() : null);

    // What a store tells services apart by.
    private static YamlMap ServiceName() => new YamlMap().Add("attributes", new[]
    {
        new YamlMap().Add("key", "service.name").Add("from_attribute", "k8s.container.name").Add("action", "insert"),
    });

    private static string Id(CollectorExporter exporter, Version version)
    {
        var type = exporter.Protocol == CollectorProtocol.RemoteWrite ? "prometheusremotewrite"
            : version >= CollectorFacts.UnderscoredNames ? "otlp_http"
            : "otlphttp";
        return $"{type}/{exporter.Name}";
    }

    private static string Authenticator(CollectorExporter exporter) => $"basicauth/{exporter.Name}";

    /// <summary>A text in which nothing is a reference (https://opentelemetry.io/docs/collector/configuration/#environment-variables).</summary>
    private static YamlQuoted Plain(string text) => new(text.Replace("$", "$$", StringComparison.Ordinal));
}
