using Observability.Hosting.Model;
using YamlDotNet.Core;

namespace Observability.Hosting.Loki;

/// <summary>A file of rules: where it is found and whether Loki can read it.</summary>
internal static class LokiRuleFile
{
    /// <summary>The file itself, or the rule files of a folder in ordinal order; empty when there is neither.</summary>
    public static IReadOnlyList<string> Find(string path) => File.Exists(path)
        ? [path]
        : Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".yml" or ".yaml").Order(StringComparer.Ordinal)]
            : [];

    /// <summary>Deletes every file below a folder except the given ones.</summary>
    public static void RemoveOthers(string folder, IEnumerable<string> keep)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var kept = keep.ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !kept.Contains(file)).ToList())
        {
            File.Delete(file);
        }
    }

    /// <summary>
    /// What Loki would refuse in a file, as <c>line:column: what</c>: one mistake is enough for it to load no rule at all, of any
    /// file. Expressions are not judged.
    /// </summary>
    public static IReadOnlyList<string> FindMistakes(string text)
    {
        try
        {
            return YamlNodes.Parse(text) is { } root ? [.. new LokiRuleReader().Read(root)] : ["1:1: the file is empty"];
        }
        catch (YamlException error)
        {
            return [At(error.Start, error.Message.TrimEnd('.'))];
        }
    }

    /// <summary>A finding with its place in the file.</summary>
    internal static string At(Mark place, string what) => FormattableString.Invariant($"{place.Line}:{place.Column}: {what}");
}
