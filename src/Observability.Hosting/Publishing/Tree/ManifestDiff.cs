using System.Text;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>Shows people what differs.</summary>
internal static class ManifestDiff
{
    /// <summary>The files that differ.</summary>
    public static string Write(string root, IReadOnlyList<ManifestChange> changes)
    {
        var text = new StringBuilder($"{changes.Count} files in {root} are not what the graph says:");
        foreach (var change in changes)
        {
            text.Append('\n').Append(change.Path);
        }

        return text.ToString();
    }
}
