using System.Text.Json;

namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>A dashboard of a file.</summary>
/// <param name="Id">Number in the order of the files.</param>
/// <param name="Uid">Fixed identifier.</param>
/// <param name="Title">Title.</param>
/// <param name="Slug">Last part of its address.</param>
/// <param name="Tags">Tags.</param>
/// <param name="Folder">Folder it is in, or null.</param>
/// <param name="Provider">Provider that found it.</param>
/// <param name="File">Path below the provider's folder.</param>
/// <param name="Changed">When the file was last written.</param>
/// <param name="Model">The JSON, as it is in the file.</param>
internal sealed record ProvisionedDashboard(
    int Id,
    string Uid,
    string Title,
    string Slug,
    IReadOnlyList<string> Tags,
    DashboardFolder? Folder,
    string Provider,
    string File,
    DateTimeOffset Changed,
    JsonElement Model)
{
    /// <summary>Path of its page, below the root.</summary>
    public string Path => $"/d/{Uid}/{Slug}";
}
