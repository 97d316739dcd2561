using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>What the verbs have said of a Grafana.</summary>
internal sealed class GrafanaSettings(SecretReference adminPassword) : IResourceAnnotation
{
    /// <summary>The first administrator's password.</summary>
    public SecretReference AdminPassword { get; } = adminPassword;

    /// <summary>The client at the identity provider, once somebody may sign in there.</summary>
    public OidcClient? Client { get; set; }

    /// <summary>Whether Grafana's own login form shows; null where nobody has said so.</summary>
    public bool? LoginForm { get; set; }

    /// <summary>Folders of dashboards, as full paths.</summary>
    public List<string> DashboardPaths { get; } = [];

    /// <summary>Files and folders of alert rules, as full paths.</summary>
    public List<string> AlertPaths { get; } = [];
}
