using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Observability.Hosting.Tests;

/// <summary>Reads values out of YAML text by path.</summary>
internal sealed class YamlDocument
{
    private readonly YamlNode _root;

    private YamlDocument(YamlNode root) => _root = root;

    public static YamlDocument Parse(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return new YamlDocument(stream.Documents.Single().RootNode);
    }

    /// <summary>The scalar at a path of keys and indexes.</summary>
    public string Scalar(params object[] path)
    {
        var node = path.Aggregate(_root, (current, step) => step is int index
            ? current[index]
            : current[Convert.ToString(step, CultureInfo.InvariantCulture)!]);
        return ((YamlScalarNode)node).Value!;
    }
}
