using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>How log lines are written to a store. Every writer and reader takes the tenant from here.</summary>
/// <param name="PushPath">Path of Loki's push API.</param>
/// <param name="OtlpPath">Base path of OTLP over HTTP, to which exporters append <c>/v1/logs</c>; null where it takes none.</param>
/// <param name="Tenant">Tenant that requests must name (<c>X-Scope-OrgID</c>), or null where there is one only.</param>
/// <param name="EndpointName">Endpoint that takes them.</param>
public sealed record LogStoreAnnotation(
    string PushPath, string? OtlpPath, string? Tenant, string EndpointName = "http") : IResourceAnnotation
{
    /// <summary>Header that names the tenant (https://grafana.com/docs/loki/latest/operations/multi-tenancy/).</summary>
    public const string TenantHeader = "X-Scope-OrgID";
}
