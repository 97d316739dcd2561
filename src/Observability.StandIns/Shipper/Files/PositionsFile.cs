using System.Globalization;
using System.Text;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Observability.StandIns.Shipper.Files;

/// <summary>
/// Remembers positions across restarts, in the file that Alloy has for each of its sources, so that either goes on where the other
/// has stopped; the heads are for this program alone:
/// <code>
/// positions:
///   ? path: /var/log/stack/loki.log
///     labels: '{resource="loki"}'
///   : "4711"
/// heads:
///   "/var/log/stack/loki.log {resource=\"loki\"}": "1024:9f86d081884c7d65"
/// </code>
/// </summary>
/// <param name="path">Where it lies.</param>
internal sealed class PositionsFile(string path)
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<(string Path, string Labels), FilePosition> _positions = new();
    private string? _written;

    /// <summary>Reads it; none is as good as an empty one.</summary>
    /// <exception cref="StandInException">It is there and no such file: to begin anew would ship everything again.</exception>
    public static PositionsFile Read(string path)
    {
        var file = new PositionsFile(path);
        try
        {
            if (File.Exists(path))
            {
                file.Parse(File.ReadAllText(path));
            }
        }
        catch (Exception error)
            when (error is YamlException or IOException or UnauthorizedAccessException or FormatException or InvalidCastException)
        {
            throw new StandInException($"{path}: {error.Message} Delete it to ship every file from its beginning.");
        }

        return file;
    }

    /// <summary>The position of a path with its labels, or null.</summary>
    public FilePosition? Get(string filePath, string labels)
    {
        lock (_lock)
        {
            return _positions.GetValueOrDefault((filePath, labels));
        }
    }

    /// <summary>Sets a position; null takes it out.</summary>
    public void Set(string filePath, string labels, FilePosition? position)
    {
        lock (_lock)
        {
            if (position is null)
            {
                _positions.Remove((filePath, labels));
            }
            else
            {
                _positions[(filePath, labels)] = position;
            }
        }
    }

    /// <summary>Writes it, where something has changed: beside it and then over it, so that it is never half written.</summary>
    public void Save()
    {
        string text;
        lock (_lock)
        {
            text = Write();
        }

        if (text == _written)
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var draft = path + ".new";
        using (var stream = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        _written = text;
    }

    private string Write()
    {
        var text = new StringBuilder("positions:\n");
        foreach (var ((filePath, labels), position) in _positions)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"  ? path: {Quote(filePath)}\n    labels: {Quote(labels)}\n  : \"{position.Offset}\"\n");
        }

        text.Append("heads:\n");
        foreach (var ((filePath, labels), position) in _positions.Where(entry => entry.Value.Head is not null))
        {
            text.Append(
                CultureInfo.InvariantCulture, $"  {Quote($"{filePath} {labels}")}: \"{position.Head!.Length}:{position.Head.Hash}\"\n");
        }

        return text.ToString();
    }

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private void Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        if (stream.Documents.Count == 0 || stream.Documents[0].RootNode is not YamlMappingNode root)
        {
            return;
        }

        var heads = new Dictionary<string, FileHead>(StringComparer.Ordinal);
        foreach (var (key, value) in MapOf(root, "heads"))
        {
            var parts = ((YamlScalarNode)value).Value!.Split(':', 2);
            heads[((YamlScalarNode)key).Value!] = new FileHead(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1]);
        }

        foreach (var (key, value) in MapOf(root, "positions"))
        {
            var entry = (YamlMappingNode)key;
            var (filePath, labels) = (TextOf(entry, "path"), TextOf(entry, "labels"));
            var offset = long.Parse(((YamlScalarNode)value).Value!, CultureInfo.InvariantCulture);
            _positions[(filePath, labels)] = new FilePosition(offset, heads.GetValueOrDefault($"{filePath} {labels}"));
        }
    }

    private static IEnumerable<KeyValuePair<YamlNode, YamlNode>> MapOf(YamlMappingNode root, string key) =>
        root.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is YamlMappingNode map ? map.Children : [];

    private static string TextOf(YamlMappingNode entry, string key) =>
        entry.Children.TryGetValue(new YamlScalarNode(key), out var node) && node is YamlScalarNode { Value: { } text }
            ? text
            : throw new FormatException($"A position has no {key}.");
}
