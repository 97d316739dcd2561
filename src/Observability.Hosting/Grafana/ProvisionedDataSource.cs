using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>A data source of a store that a Grafana queries, before any address is known.</summary>
/// <param name="Source">The store's own description of it.</param>
/// <param name="Endpoint">Endpoint that answers the queries.</param>
/// <param name="IsDefault">True for the one that queries go to which name none.</param>
/// <param name="Variables">Name of the environment variable of each of the source's secrets, in their order.</param>
internal sealed record ProvisionedDataSource(
    DataSource Source, EndpointReference Endpoint, bool IsDefault, IReadOnlyList<string> Variables);
