using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>A data source with its address resolved.</summary>
/// <param name="Source">The source.</param>
/// <param name="Url">URL under which Grafana reaches the store.</param>
internal sealed record GrafanaDataSource(DataSource Source, string Url);
