namespace Observability.CloudExporter.Configuration;

/// <summary>The validated configuration of the service.</summary>
/// <param name="Accounts">The accounts to read; never empty.</param>
/// <param name="RefreshEvery">
/// Time from one refresh to the next, 120 seconds unless told: bills change hourly and resources within minutes, the
/// providers limit requests, and a series that rarely changes needs no more points
/// (https://zai.dev/2024/09/04/exoscale-exporter-for-prometheus/).
/// </param>
/// <param name="CollectorTimeout">How long one collector may take before it counts as failed; 30 seconds unless told.</param>
internal sealed record CloudOptions(IReadOnlyList<CloudAccount> Accounts, TimeSpan RefreshEvery, TimeSpan CollectorTimeout);
