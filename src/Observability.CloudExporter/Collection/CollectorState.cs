using System.Collections.Immutable;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Collection;

/// <summary>What a collector's last attempt came to.</summary>
internal sealed record CollectorState
{
    /// <summary>Whose state it is.</summary>
    public required ICloudCollector Collector { get; init; }

    /// <summary>Whether there has been an attempt at all.</summary>
    public bool IsTried { get; init; }

    /// <summary>Whether the last attempt worked.</summary>
    public bool IsUp { get; init; }

    /// <summary>When the last successful attempt ended.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>How long the last attempt took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// The samples of the last successful attempt. A failure keeps them: an API that does not answer deletes no droplet,
    /// and a gap would read like one. <see cref="LastSuccess"/> says how old they are.
    /// </summary>
    public IReadOnlyList<Sample> Samples { get; init; } = ImmutableArray<Sample>.Empty;

    /// <summary>The state before the first attempt.</summary>
    public static CollectorState NotTried(ICloudCollector collector) => new() { Collector = collector };
}
