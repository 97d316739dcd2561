using System.Security.Cryptography;
using System.Text;

namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>A folder of dashboards.</summary>
/// <param name="Uid">Identifier; Grafana makes one up, here it follows from the title so that addresses last.</param>
/// <param name="Title">Title.</param>
internal sealed record DashboardFolder(string Uid, string Title)
{
    /// <summary>Makes one; a null or empty title is the root, which is no folder.</summary>
    public static DashboardFolder? Create(string? title, string? uid = null) => string.IsNullOrEmpty(title)
        ? null
        : new DashboardFolder(
            string.IsNullOrEmpty(uid) ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(title)), 0, 7) : uid, title);

    /// <summary>Path of its page, below the root.</summary>
    public string Path => $"/dashboards/f/{Uid}/{Provisioning.Slug.Of(Title)}";
}
