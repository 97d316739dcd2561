using System.Globalization;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>Shows people what differs, as far as a screen goes.</summary>
internal static class ManifestDiff
{
    private const int Context = 2;
    private const int MostLines = 200;

    /// <summary>The files that differ, each with the lines that do.</summary>
    public static string Write(string root, IReadOnlyList<ManifestChange> changes)
    {
        var lines = new List<string>();
        foreach (var change in changes)
        {
            lines.Add(change switch
            {
                { Old: null } => $"{change.Path}: is missing",
                { New: null } => $"{change.Path}: is not published any more",
                _ => $"{change.Path}:",
            });
            if (change is { Old: { } old, New: { } fresh })
            {
                lines.AddRange(Compare(old, fresh));
            }
        }

        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"{(changes.Count == 1 ? "1 file" : $"{changes.Count} files")} in {root} {(changes.Count == 1 ? "is" : "are")} not what the graph says. Publish again: {ManifestFile.Command}");
        foreach (var line in lines.Take(MostLines))
        {
            text.Append('\n').Append(line);
        }

        return lines.Count > MostLines ? text.Append(CultureInfo.InvariantCulture, $"\n… and {lines.Count - MostLines} lines more").ToString() : text.ToString();
    }

    private static IEnumerable<string> Compare(string old, string fresh)
    {
        var pieces = InlineDiffBuilder.Diff(old, fresh).Lines;
        for (var index = 0; index < pieces.Count; index++)
        {
            var isNear = Enumerable.Range(index - Context, (2 * Context) + 1).Any(near => near >= 0 && near < pieces.Count && pieces[near].Type != ChangeType.Unchanged);
            if (isNear)
            {
                yield return pieces[index].Type switch
                {
                    ChangeType.Inserted => $"  + {pieces[index].Text}",
                    ChangeType.Deleted => $"  - {pieces[index].Text}",
                    _ => $"    {pieces[index].Text}",
                };
            }
        }
    }
}
