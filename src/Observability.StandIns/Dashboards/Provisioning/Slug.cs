using System.Text.RegularExpressions;

namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>Makes the readable part of an address of a title.</summary>
internal static partial class Slug
{
    /// <summary><c>Cloud cost (€)</c> becomes <c>cloud-cost</c>.</summary>
    public static string Of(string title)
    {
        var slug = Other().Replace(title.ToLowerInvariant(), "-").Trim('-');
        return slug.Length == 0 ? "-" : slug;
    }

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex Other();
}
