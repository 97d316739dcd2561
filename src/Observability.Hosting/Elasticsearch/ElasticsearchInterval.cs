namespace Observability.Hosting.Elasticsearch;

/// <summary>How often a writer begins a new index, whose name ends in the date.</summary>
public enum ElasticsearchInterval
{
    /// <summary>Each hour: <c>logs-2026.11.25.14</c>.</summary>
    Hourly,

    /// <summary>Each day: <c>logs-2026.11.25</c>.</summary>
    Daily,

    /// <summary>Each ISO week: <c>logs-2026.48</c>.</summary>
    Weekly,

    /// <summary>Each month: <c>logs-2026.11</c>.</summary>
    Monthly,

    /// <summary>Each year: <c>logs-2026</c>.</summary>
    Yearly,
}
