namespace Observability.Hosting.Alloy;

/// <summary>
/// Stages that lines pass through (https://grafana.com/docs/alloy/latest/reference/components/loki/loki.process/). One that
/// finds nothing leaves the line as it is.
/// </summary>
internal static class AlloyStages
{
    /// <summary>Levels as Loki and Grafana name them, each with the words that programs use.</summary>
    private static readonly (string Level, string[] Words)[] s_levels =
    [
        ("trace", ["trace", "trce", "trc"]),
        ("debug", ["debug", "dbug", "dbg"]),
        ("info", ["info", "information", "inf", "notice"]),
        ("warn", ["warn", "warning", "wrn"]),
        ("error", ["error", "err", "fail", "severe"]),
        ("critical", ["critical", "crit"]),
        ("fatal", ["fatal", "panic"]),
    ];

    /// <summary>
    /// Finds the level where one of these shapes is at hand:
    /// <code>
    /// ts=… level=info msg=…               Prometheus, Grafana, Loki (lvl=: InfluxDB)
    /// {"level":"info","msg":…}            JSON of many (log.level: Elasticsearch)
    /// 2026-11-25 03:04:05,678 INFO  [org… Keycloak, Traefik, OpenTelemetry Collector, OpenObserve
    /// 2026-11-25 03:04:05.678 [info] …    RabbitMQ ([ info]: Fluent Bit)
    /// info: Microsoft.Hosting…            .NET
    /// </code>
    /// </summary>
    public static string LevelPattern { get; } =
        """(?i)(?:\b(?:level|lvl)"?\s*[=:]\s*"?|^(?:\d[-\d/]+[ T][\d:.,]+(?:Z|[-+][\d:]+)?\s+)?|\[\s*)(?P<level>"""
        + string.Join('|', s_levels.SelectMany(level => level.Words))
        + """)(?:["\]:,\s]|$)""";

    /// <summary>Gives each word the name of its level; nothing where no word was found.</summary>
    public static string LevelTemplate { get; } = "{{ with .Value }}{{ $word := ToLower . }}{{ "
        + string.Join("{{ else ", s_levels.Select(level =>
            $"if eq $word {string.Join(' ', level.Words.Select(word => $"\"{word}\""))} }}}}{level.Level}"))
        + "{{ end }}{{ end }}";

    /// <summary>The time that the stack puts before every line: 2026-11-25T03:04:05.6789012Z level=info msg="…".</summary>
    public static string TimePattern => @"^(?P<time>\d{4}-\d{2}-\d{2}T[\d:.]+Z) (?P<line>.*)$";

    /// <summary>Takes out the colours of a terminal.</summary>
    public static AlloyBlock WithoutColours() => new("stage.decolorize");

    /// <summary>Moves the time from the line to its time stamp.</summary>
    public static IEnumerable<AlloyBlock> TakeTime() =>
    [
        new AlloyBlock("stage.regex").Set("expression", TimePattern),
        new AlloyBlock("stage.timestamp").Set("source", "time").Set("format", "RFC3339Nano"),
        new AlloyBlock("stage.output").Set("source", "line"),
    ];

    /// <summary>Makes a label of the level.</summary>
    public static IEnumerable<AlloyBlock> FindLevel() =>
    [
        new AlloyBlock("stage.regex").Set("expression", LevelPattern),
        new AlloyBlock("stage.template").Set("source", "level").Set("template", LevelTemplate),
        new AlloyBlock("stage.labels").Set("values", AlloyValue.Map(("level", string.Empty))),
    ];
}
