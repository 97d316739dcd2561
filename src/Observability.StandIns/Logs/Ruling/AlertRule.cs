using Observability.LogQL;

namespace Observability.StandIns.Logs.Ruling;

/// <summary>A rule of a group: an alert, or a recording, which is listed and not evaluated.</summary>
/// <param name="Name">Name of the alert or of the recorded metric.</param>
/// <param name="IsRecording">Whether it records.</param>
/// <param name="Query">What it asks.</param>
/// <param name="For">How long it must hold until the alert fires.</param>
/// <param name="KeepFiringFor">How long it fires on.</param>
/// <param name="Labels">Labels to add, as templates.</param>
/// <param name="Annotations">Annotations, as templates.</param>
internal sealed record AlertRule(
    string Name,
    bool IsRecording,
    LogQLQuery Query,
    TimeSpan For,
    TimeSpan KeepFiringFor,
    IReadOnlyList<KeyValuePair<string, string>> Labels,
    IReadOnlyList<KeyValuePair<string, string>> Annotations)
{
    /// <summary>The alerts that hold or did lately, by their labels.</summary>
    public Dictionary<LabelSet, AlertInstance> Instances { get; } = [];

    /// <summary>What was wrong with the last evaluation; null where nothing was.</summary>
    public string? LastError { get; set; }

    /// <summary>When it was evaluated last.</summary>
    public DateTimeOffset LastEvaluation { get; set; }

    /// <summary>How long that took.</summary>
    public TimeSpan EvaluationTime { get; set; }
}
