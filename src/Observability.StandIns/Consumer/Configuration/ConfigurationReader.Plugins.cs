namespace Observability.StandIns.Consumer.Configuration;

/// <summary>The plugins.</summary>
internal sealed partial class ConfigurationReader
{
    private static readonly TimeSpan s_requestTimeout = TimeSpan.FromSeconds(5);

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private AmqpSettings ReadQueue(TomlSection section)
    {
        section.Choice("data_format", "influx");
        section.Choice("auth_method", "PLAIN");
        section.Choice("content_encoding", "identity");
        var input = ReadInput(section, "amqp_consumer");
        var exchange = NullIfEmpty(section.Text("exchange"));
        var exchangeSettings = new AmqpExchangeSettings(
            exchange ?? string.Empty,
            section.Text("exchange_type") ?? "topic",
            section.Choice("exchange_durability", "durable", "transient") == "durable",
            section.Flag("exchange_passive"),
            section.NamedTexts("exchange_arguments"));
        return new AmqpSettings(
            input,
            ReadBrokers(section),
            NullIfEmpty(section.Text("username")),
            section.Text("password"),
            exchange is null ? null : exchangeSettings,
            new AmqpQueueSettings(
                section.RequiredText("queue"),
                section.Choice("queue_durability", "durable", "transient") == "durable",
                section.Flag("queue_passive"),
                section.NamedTexts("queue_arguments")),
            NullIfEmpty(section.Text("binding_key")),
            ReadPrefetch(section),
            Positive(section, "max_undelivered_messages", section.Number("max_undelivered_messages", 1000)),
            Positive(section, "timeout", section.Duration("timeout", TimeSpan.FromSeconds(30))),
            section.Choice("startup_error_behavior", "error", "retry") == "retry");
    }

    // What a broker's client would refuse, with the password in its message, only when it connects.
    private static IReadOnlyList<Uri> ReadBrokers(TomlSection section)
    {
        var brokers = ReadUrls(section, "brokers", "amqp://localhost:5672/influxdb", "amqp");
        if (brokers.Any(broker => broker.Segments.Length > 2))
        {
            section.Report("brokers", "the path is the name of one virtual host; write a slash within it as %2f");
        }

        if (brokers.Any(broker => broker.UserInfo.Count(character => character == ':') > 1))
        {
            section.Report("brokers", "before the host stand a user and a password; write a colon within them as %3a");
        }

        return brokers;
    }

    // Zero is "as many as there are" to a broker and the default to Telegraf.
    private static int ReadPrefetch(TomlSection section)
    {
        const int Default = 50;
        var count = section.Number("prefetch_count", Default);
        if (count > ushort.MaxValue)
        {
            section.Report("prefetch_count", $"a broker takes at most {ushort.MaxValue}");
        }

        return count == 0 ? Default : count;
    }

    private IEnumerable<(OutputSettings Output, object Settings)> ReadOutputs(TomlSection outputs)
    {
        (string Plugin, Func<TomlSection, object> Read)[] kinds =
        [
            ("influxdb_v2", ReadInfluxV2),
            ("influxdb", ReadInfluxV1),
            ("elasticsearch", ReadElasticsearch),
            ("prometheus_client", ReadPrometheus),
            ("health", section => new HealthSettings(ReadAddress(section, "service_address", "http://:8080"))),
        ];
        foreach (var (plugin, read) in kinds)
        {
            foreach (var section in outputs.Elements(plugin))
            {
                yield return (ReadOutput(section, plugin), read(section));
            }
        }
    }

    private OutputSettings ReadOutput(TomlSection section, string plugin)
    {
        // What cannot be reached at the start is tried again whatever this says: nothing is lost meanwhile.
        section.Choice("startup_error_behavior", "error", "retry", "ignore");
        return new OutputSettings(
            plugin,
            section.Text("alias"),
            Positive(section, "flush_interval", section.Duration("flush_interval", _agent.FlushInterval)),
            section.Duration("flush_jitter", _agent.FlushJitter),
            Positive(section, "metric_batch_size", section.Number("metric_batch_size", _agent.BatchSize)),
            Positive(section, "metric_buffer_limit", section.Number("metric_buffer_limit", _agent.BufferLimit)),
            ReadFilter(section));
    }

    private static LineSettings ReadLine(TomlSection section) => new(
        section.Duration("timeout", s_requestTimeout),
        section.Choice("content_encoding", "gzip", "identity") == "gzip",
        section.Flag("influx_uint_support"));

    private static InfluxV2Settings ReadInfluxV2(TomlSection section) => new(
        ReadUrls(section, "urls", "http://localhost:8086", "http", "https"),
        section.Text("token") ?? string.Empty,
        section.Text("organization") ?? string.Empty,
        section.Text("bucket") ?? string.Empty,
        NullIfEmpty(section.Text("bucket_tag")),
        section.Flag("exclude_bucket_tag"),
        ReadLine(section));

    private static InfluxV1Settings ReadInfluxV1(TomlSection section) => new(
        ReadUrls(section, "urls", "http://localhost:8086", "http", "https"),
        section.Text("database") ?? "telegraf",
        NullIfEmpty(section.Text("retention_policy")),
        section.Flag("skip_database_creation"),
        NullIfEmpty(section.Text("username")),
        section.Text("password"),
        ReadLine(section));

    private static ElasticsearchSettings ReadElasticsearch(TomlSection section)
    {
        // A store that is down shows at the next write.
        section.Duration("health_check_interval", TimeSpan.Zero);
        section.Duration("health_check_timeout", TimeSpan.Zero);
        if (section.Flag("enable_sniffer"))
        {
            section.Report("enable_sniffer", "this stand-in for Telegraf does not support it; name every node in urls");
        }

        var template = section.Text("template_name");
        return new ElasticsearchSettings(
            section.Has("urls") ? ReadUrls(section, "urls", string.Empty, "http", "https") : Missing(section),
            section.RequiredText("index_name"),
            section.Text("default_tag_value") ?? string.Empty,
            NullIfEmpty(section.Text("username")),
            section.Text("password"),
            NullIfEmpty(section.Text("auth_bearer_token")),
            section.Duration("timeout", s_requestTimeout),
            section.Flag("enable_gzip"),
            section.Flag("force_document_id"),
            section.Flag("use_optype_create"),
            !section.Flag("manage_template") ? null : template is null ? section.RequiredText("template_name") : template,
            section.Flag("overwrite_template"));
    }

    private static IReadOnlyList<Uri> Missing(TomlSection section)
    {
        section.Report("urls", "it is missing");
        return [];
    }

    private static PrometheusSettings ReadPrometheus(TomlSection section)
    {
        section.Texts("collectors_exclude");
        if (section.Number("metric_version", 1) == 1)
        {
            // Version 1 names a metric whose field is "value" without it.
            section.Report("metric_version", "this stand-in for Telegraf does not support 1, the default; set 2");
        }

        return new PrometheusSettings(
            ReadAddress(section, "listen", ":9273"),
            section.Text("path") is { Length: > 0 } path ? path : "/metrics",
            section.Duration("expiration_interval", TimeSpan.FromSeconds(60)),
            section.Flag("string_as_label", unlessSaid: true));
    }
}
