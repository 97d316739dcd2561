using Observability.LogQL;

namespace Observability.StandIns.Logs.Ruling;

/// <summary>An alert of one set of labels.</summary>
/// <param name="labels">Its labels, with the name.</param>
/// <param name="activeAt">Since when it holds.</param>
internal sealed class AlertInstance(LabelSet labels, DateTimeOffset activeAt)
{
    /// <summary>Its labels, with the name.</summary>
    public LabelSet Labels { get; } = labels;

    /// <summary>Since when it holds.</summary>
    public DateTimeOffset ActiveAt { get; } = activeAt;

    /// <summary>How far it is.</summary>
    public AlertState State { get; set; }

    /// <summary>Its annotations, with the last value in them.</summary>
    public LabelSet Annotations { get; set; } = LabelSet.Empty;

    /// <summary>The last value.</summary>
    public double Value { get; set; }

    /// <summary>Since when it fires.</summary>
    public DateTimeOffset FiredAt { get; set; }

    /// <summary>Since when it does not hold any more but fires on; null where it holds.</summary>
    public DateTimeOffset? KeptSince { get; set; }

    /// <summary>Since when it is over; null where it is not.</summary>
    public DateTimeOffset? ResolvedAt { get; set; }

    /// <summary>When it was last sent; null where it never was.</summary>
    public DateTimeOffset? LastSent { get; set; }
}
