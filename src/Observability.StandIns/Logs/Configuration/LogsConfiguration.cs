namespace Observability.StandIns.Logs.Configuration;

/// <summary>What the stand-in takes from Loki's configuration file and arguments.</summary>
internal sealed record LogsConfiguration
{
    /// <summary>The file's text, with variables as they were written: what <c>/config</c> shows.</summary>
    public required string Text { get; init; }

    /// <summary>Whether every request names its tenant.</summary>
    public required bool AuthEnabled { get; init; }

    /// <summary>Address to listen on; empty for all.</summary>
    public required string Address { get; init; }

    /// <summary>Port to listen on.</summary>
    public required int Port { get; init; }

    /// <summary>Folder that the store's file is in.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Bytes of the largest body of a push (<c>distributor.max_recv_msg_size</c>).</summary>
    public required long MaxPushBytes { get; init; }

    /// <summary>Half of it is how far behind its stream's newest line a line may be (<c>ingester.max_chunk_age</c>).</summary>
    public required TimeSpan MaxChunkAge { get; init; }

    /// <summary>How long a stream without new lines counts as active (<c>ingester.chunk_idle_period</c>).</summary>
    public required TimeSpan ChunkIdlePeriod { get; init; }

    /// <summary>Whether a request may name several tenants, as in <c>a|b</c>.</summary>
    public required bool MultiTenantQueries { get; init; }

    /// <summary>Longest time of a tail.</summary>
    public required TimeSpan TailMaxDuration { get; init; }

    /// <summary>Whether lines past their time are deleted.</summary>
    public required bool RetentionEnabled { get; init; }

    /// <summary>How often that is looked after.</summary>
    public required TimeSpan CompactionInterval { get; init; }

    /// <summary>Limits of tenants that have none of their own.</summary>
    public required LogsLimits Limits { get; init; }

    /// <summary>Limits of single tenants.</summary>
    public required IReadOnlyDictionary<string, LogsLimits> Overrides { get; init; }

    /// <summary>The ruler.</summary>
    public required RulerSettings Ruler { get; init; }

    /// <summary>Loki's own level of logging, as .NET has it.</summary>
    public required LogLevel LogLevel { get; init; }

    /// <summary>What was written and has no meaning here: each is logged once.</summary>
    public required IReadOnlyList<string> Ignored { get; init; }

    /// <summary>The limits of a tenant.</summary>
    public LogsLimits LimitsOf(string tenant) => Overrides.GetValueOrDefault(tenant, Limits);
}
