using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Grafana;

/// <summary>The .NET service that shows what Grafana would, from the same configuration and provisioning files.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class GrafanaStandIn(string name) : ProjectResource(name), IGrafana;
