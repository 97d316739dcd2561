namespace Observability.StandIns.Logs.Configuration;

/// <summary>
/// The limits of one tenant that mean something here, with Loki's defaults
/// (https://grafana.com/docs/loki/latest/configure/#limits_config).
/// </summary>
internal sealed record LogsLimits
{
    /// <summary>Bytes a second that a tenant may push (<c>ingestion_rate_mb</c>).</summary>
    public double IngestionRateBytes { get; init; } = 4 << 20;

    /// <summary>Bytes that it may push at once (<c>ingestion_burst_size_mb</c>).</summary>
    public double IngestionBurstBytes { get; init; } = 6 << 20;

    /// <summary>Bytes a second that a stream may get.</summary>
    public double PerStreamRateBytes { get; init; } = 3 << 20;

    /// <summary>Bytes that a stream may get at once.</summary>
    public double PerStreamBurstBytes { get; init; } = 15 << 20;

    /// <summary>Streams that may have had lines lately (<c>max_global_streams_per_user</c>); 0 for any.</summary>
    public int MaxStreams { get; init; } = 5000;

    /// <summary>Bytes of the longest name of a label.</summary>
    public int MaxLabelNameLength { get; init; } = 1024;

    /// <summary>Bytes of the longest value of a label.</summary>
    public int MaxLabelValueLength { get; init; } = 2048;

    /// <summary>Labels that a stream may have.</summary>
    public int MaxLabelNames { get; init; } = 15;

    /// <summary>Bytes of the longest line; 0 for any.</summary>
    public int MaxLineSize { get; init; } = 256 << 10;

    /// <summary>Whether a longer line is cut instead of refused.</summary>
    public bool TruncatesLines { get; init; }

    /// <summary>Whether lines may have structured metadata.</summary>
    public bool AllowsMetadata { get; init; } = true;

    /// <summary>Bytes of structured metadata of a line.</summary>
    public int MaxMetadataSize { get; init; } = 64 << 10;

    /// <summary>Entries of structured metadata of a line.</summary>
    public int MaxMetadataCount { get; init; } = 128;

    /// <summary>Whether lines that are too old are refused.</summary>
    public bool RejectsOldSamples { get; init; } = true;

    /// <summary>How old is too old.</summary>
    public TimeSpan MaxSampleAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How far in the future a line may be.</summary>
    public TimeSpan CreationGracePeriod { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether a stream takes lines that are older than its newest.</summary>
    public bool UnorderedWrites { get; init; } = true;

    /// <summary>Labels whose value, the first that is there, becomes the label <c>service_name</c>.</summary>
    public IReadOnlyList<string> ServiceNameLabels { get; init; } =
    [
        "service", "app", "application", "app_name", "name", "app_kubernetes_io_name", "container", "container_name",
        "k8s_container_name", "component", "workload", "job", "k8s_job_name",
    ];

    /// <summary>Whether the level of a line is found out and kept as structured metadata <c>detected_level</c>.</summary>
    public bool DiscoversLevels { get; init; } = true;

    /// <summary>Labels, and fields of JSON and logfmt lines, that say the level.</summary>
    public IReadOnlyList<string> LevelFields { get; init; } =
    [
        "level", "LEVEL", "Level", "log.level", "severity", "SEVERITY", "Severity", "SeverityText", "lvl", "LVL", "Lvl", "severity_text",
        "Severity_Text", "SEVERITY_TEXT",
    ];

    /// <summary>Entries that a query may ask for; 0 for any.</summary>
    public int MaxEntries { get; init; } = 5000;

    /// <summary>Series that a metric query may have.</summary>
    public int MaxSeries { get; init; } = 500;

    /// <summary>Longest time from start to end of a query; zero for any.</summary>
    public TimeSpan MaxQueryLength { get; init; } = TimeSpan.FromHours(721);

    /// <summary>How far back queries see; zero for all.</summary>
    public TimeSpan MaxQueryLookback { get; init; }

    /// <summary>Longest time of a query.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether volumes may be asked for.</summary>
    public bool VolumeEnabled { get; init; } = true;

    /// <summary>Series of an answer about volumes.</summary>
    public int VolumeMaxSeries { get; init; } = 1000;

    /// <summary>Tails that may run at once (<c>max_concurrent_tail_requests</c>).</summary>
    public int MaxTails { get; init; } = 10;

    /// <summary>How long lines are kept; zero for ever.</summary>
    public TimeSpan Retention { get; init; }

    /// <summary>Streams that are kept for another time.</summary>
    public IReadOnlyList<StreamRetention> StreamRetentions { get; init; } = [];

    /// <summary>Which OTLP attributes become labels, which structured metadata, which are dropped.</summary>
    public OtlpMapping Otlp { get; init; } = OtlpMapping.Default;
}
