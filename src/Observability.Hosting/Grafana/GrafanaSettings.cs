using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Grafana;

/// <summary>What the verbs set on a Grafana; stores and the identity provider are edges of the graph.</summary>
/// <param name="adminPassword">Password of the administrator.</param>
internal sealed class GrafanaSettings(SecretReference adminPassword) : IResourceAnnotation
{
    /// <summary>Password of the administrator.</summary>
    public SecretReference AdminPassword { get; } = adminPassword;

    /// <summary>Whether the page for signing in asks for a name and a password; null where nobody has said.</summary>
    public bool? LoginForm { get; set; }

    /// <summary>The store whose first data source is the default one; null for that of the first edge.</summary>
    public IResource? DefaultStore { get; set; }

    /// <summary>
    /// Every store that a verb has named, also one that does not take part in this run: dashboards and rules may name its
    /// data sources all the same.
    /// </summary>
    public List<IResource> Stores { get; } = [];

    /// <summary>Folders of dashboards, as absolute paths on this machine.</summary>
    public List<string> DashboardPaths { get; } = [];

    /// <summary>Files and folders of alert rules, as absolute paths on this machine.</summary>
    public List<string> AlertRulePaths { get; } = [];
}
