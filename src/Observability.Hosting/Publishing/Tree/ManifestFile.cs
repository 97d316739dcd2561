using System.Text;
using k8s;
using Observability.Hosting.Model;

namespace Observability.Hosting.Publishing.Tree;

/// <summary>A file of a publish.</summary>
/// <param name="Path">Path below the output folder, with slashes.</param>
/// <param name="Text">The whole text.</param>
/// <param name="Objects">The objects in it; empty where it has none that go to the cluster by themselves.</param>
internal sealed record ManifestFile(string Path, string Text, IReadOnlyList<IKubernetesObject> Objects)
{
    /// <summary>The command that writes every file.</summary>
    public const string Command = "dotnet run --project AppHost -- publish";

    /// <summary>True for what people change after it was written, such as an encrypted Secret: it is written once.</summary>
    public bool IsOnlyWrittenOnce { get; init; }

    /// <summary>True for a script.</summary>
    public bool IsExecutable { get; init; }

    /// <summary>A file of objects.</summary>
    public static ManifestFile FromObjects(string path, params IReadOnlyList<IKubernetesObject> objects) =>
        new(path, Join(path, objects.Select(ObjectText.Write)), objects);

    /// <summary>A file of documents that no type is there for.</summary>
    public static ManifestFile FromMaps(string path, params IReadOnlyList<YamlMap> maps) => new(path, Join(path, maps.Select(YamlText.Write)), []);

    /// <summary>A file of another kind, whose comments begin with a <c>#</c>.</summary>
    public static ManifestFile FromText(string path, string text) => new(path, FirstLine(path) + text, []);

    /// <summary>What the first line of every file says: its path, and the command that wrote it.</summary>
    public static string FirstLine(string path) => $"# {path} - written by: {Command}\n";

    private static string Join(string path, IEnumerable<string> documents)
    {
        var text = new StringBuilder(FirstLine(path));
        foreach (var document in documents)
        {
            text.Append("---\n").Append(document);
        }

        return text.ToString();
    }
}
