namespace Observability.CloudExporter.Configuration;

/// <summary>The validated configuration of the service. Not a record: printing one would print the token.</summary>
internal sealed class CloudOptions
{
    /// <summary>The accounts to read; never empty.</summary>
    public required IReadOnlyList<CloudAccount> Accounts { get; init; }

    /// <summary>
    /// Time from one refresh to the next, 120 seconds unless told: bills change hourly and resources within minutes, the
    /// providers limit requests, and a series that rarely changes needs no more points
    /// (https://zai.dev/2024/09/04/exoscale-exporter-for-prometheus/).
    /// </summary>
    public required TimeSpan RefreshEvery { get; init; }

    /// <summary>How long one collector may take before it counts as failed, 30 seconds unless told.</summary>
    public required TimeSpan CollectorTimeout { get; init; }

    /// <summary>What a scrape must present as its bearer token; null leaves the metrics open.</summary>
    public string? MetricsToken { get; init; }
}
