using Observability.Hosting.Model;

namespace Observability.Hosting.FluentBit;

/// <summary>
/// Writes <c>fluent-bit.yaml</c> (https://docs.fluentbit.io/manual/administration/configuring-fluent-bit/yaml): reads lines, gives
/// them the attribute <c>resource</c> and sends each of them to every output.
/// </summary>
internal static class FluentBitConfigWriter
{
    private const string PathKey = "log_file";
    private const string TalosTag = "talos";

    /// <summary>The text; the same input gives the same bytes.</summary>
    public static string Write(FluentBitConfig config)
    {
        // Fluent Bit does not run without input and output. With nowhere to go, reading files would only mark lines as read.
        var idle = config.Outputs.Count == 0;
        return YamlText.Write(new YamlMap()
            .Add("service", new YamlMap()
                .Add("flush", 1)
                .Add("log_level", "info")
                .Add("http_server", true)
                .Add("http_listen", config.ListenHost)
                .Add("http_port", Variable(FluentBitFacts.PortVariable))
                .Add("health_check", true))
            .Add("parsers", idle ? null : Parsers(config))
            .Add("pipeline", idle
                ? new YamlMap()
                    .Add("inputs", List(new YamlMap().Add("name", "fluentbit_metrics").Add("tag", "own")))
                    .Add("outputs", List(new YamlMap().Add("name", new YamlQuoted("null")).Add("match", "own")))
                : new YamlMap()
                    .Add("inputs", Inputs(config))
                    .Add("filters", Filters(config))
                    .Add("outputs", config.Outputs.Select(Output))));
    }

    private static List<YamlMap> Parsers(FluentBitConfig config) => config.LogFolder is null
        ?
        [
            // /var/log/containers/loki-0_obs_loki-<64 hex digits>.log
            Parser("container_path", @"(?<pod>[^_/]+)_(?<namespace>[^_]+)_(?<container>.+)-[0-9a-f]{64}\.log$"),
        ]
        :
        [
            // 2026-11-25T03:04:05.6789012Z level=info msg="…"
            Parser("stack_line", @"^(?<time>\d{4}-\d{2}-\d{2}T[\d:.]+Z) (?<log>.*)$")
                .Add("time_key", "time")
                .Add("time_format", "%Y-%m-%dT%H:%M:%S.%LZ"),
            Parser("stack_path", @"(?<resource>[^/\\]+)\.log$"),
        ];

    private static YamlMap Parser(string name, string pattern) => new YamlMap()
        .Add("name", name)
        .Add("format", "regex")
        .Add("regex", new YamlQuoted(pattern));

    // https://docs.fluentbit.io/manual/data-pipeline/inputs/tail
    private static IEnumerable<YamlMap> Inputs(FluentBitConfig config)
    {
        var tail = new YamlMap().Add("name", "tail");
        if (config.LogFolder is { } folder)
        {
            tail.Add("tag", "stack.*").Add("path", new YamlQuoted(EscapeGlob(folder) + "/*.log")).Add("parser", "stack_line");
        }
        else
        {
            // Its own lines would come back with every one that it ships.
            tail.Add("tag", "kube.*")
                .Add("path", new YamlQuoted(FluentBitFacts.ContainerLogsFolder + "/*.log"))
                .Add("exclude_path", new YamlQuoted($"{FluentBitFacts.ContainerLogsFolder}/{config.Name}-*.log"))
                .Add("multiline.parser", "cri");
        }

        // What cannot be delivered waits in memory; where that is full, the rest waits in the files.
        yield return tail
            .Add("path_key", PathKey)
            .Add("db", $"{config.DataFolder}/tail.db")
            .Add("db.locking", true)
            .Add("read_from_head", true)
            .Add("refresh_interval", config.LogFolder is null ? 10 : 2)
            .Add("buffer_max_size", "256k")
            .Add("skip_long_lines", true)
            .Add("mem_buf_limit", "16M");
        if (config.TalosPort is { } port)
        {
            yield return new YamlMap()
                .Add("name", "tcp")
                .Add("tag", TalosTag)
                .Add("listen", config.ListenHost)
                .Add("port", port)
                .Add("format", "json");
        }
    }

    // https://docs.fluentbit.io/manual/data-pipeline/filters/parser and …/modify
    private static IEnumerable<YamlMap> Filters(FluentBitConfig config)
    {
        yield return new YamlMap()
            .Add("name", "parser")
            .Add("match", config.LogFolder is null ? "kube.*" : "stack.*")
            .Add("key_name", PathKey)
            .Add("parser", config.LogFolder is null ? "container_path" : "stack_path")
            .Add("reserve_data", true);
        if (config.LogFolder is null)
        {
            yield return Modify("kube.*").Add("copy", "container resource").Add("remove", "_p");
        }

        if (config.TalosPort is not null)
        {
            // {"msg":"…","talos-level":"info","talos-service":"kubelet","talos-time":"…"}; the kernel's have no service.
            yield return Modify(TalosTag).Add("rename", "msg log").Add("copy", "talos-service resource").Add("add", "resource talos");
        }
    }

    private static YamlMap Modify(string match) => new YamlMap().Add("name", "modify").Add("match", match);

    // https://docs.fluentbit.io/manual/data-pipeline/outputs/opentelemetry
    private static YamlMap Output(FluentBitOutput output) => new YamlMap()
        .Add("name", "opentelemetry")
        .Add("alias", output.Name)
        .Add("match", new YamlQuoted("*"))
        .Add("host", output.Host)
        .Add("port", output.Port)
        .Add("tls", output.Tls)
        .Add("logs_uri", output.LogsPath)
        .Add("http_user", output.User)
        .Add("http_passwd", output.PasswordVariable is { } variable ? Variable(variable) : null)
        .Add("header", output.Headers.Count == 0 ? null : output.Headers.Select(header => $"{header.Key} {header.Value}").ToList())
        .Add("logs_body_key", new YamlQuoted("$log"))
        .Add("logs_body_key_attributes", true)
        .Add("log_response_payload", false)
        .Add("retry_limit", "no_limits");

    private static YamlQuoted Variable(string name) => new($"${{{name}}}");

    private static List<YamlMap> List(YamlMap map) => [map];

    /// <summary>
    /// A path as a pattern that matches it. Not everything that makes a pattern, a list of patterns or a reference to a variable can be
    /// escaped, but a question mark stands for any one character.
    /// </summary>
    private static string EscapeGlob(string path) =>
        string.Concat(path.Select(character => "*?[]\\,${}".Contains(character, StringComparison.Ordinal) ? '?' : character));
}
