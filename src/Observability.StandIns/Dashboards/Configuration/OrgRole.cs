namespace Observability.StandIns.Dashboards.Configuration;

/// <summary>
/// Role of a person (https://grafana.com/docs/grafana/latest/administration/roles-and-permissions/); each may what the ones before it may.
/// </summary>
internal enum OrgRole
{
    /// <summary>May nothing but know that it is signed in.</summary>
    None,

    /// <summary>Sees dashboards and queries data sources.</summary>
    Viewer,

    /// <summary>Would change dashboards, which nobody can here.</summary>
    Editor,

    /// <summary>Sees the data sources themselves.</summary>
    Admin,
}
