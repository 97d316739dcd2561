using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Observability.Yaml;

/// <summary>
/// Reads YAML that anybody may have written, into a tree that can be walked. What the tree's own code would not survive (a stack that
/// overflows cannot be caught) is refused as a mistake: aliases that lead round in a circle, aliases of aliases without measure, nesting
/// without end.
/// </summary>
internal static class BoundedYaml
{
    private const int DeepestNesting = 100;
    private const long MostNodes = 1_000_000;

    /// <summary>The root of the first document; null where there is none.</summary>
    /// <exception cref="YamlException">It is no YAML, which JSON is too, or beyond the bounds.</exception>
    public static YamlNode? Parse(string text)
    {
        var stream = new YamlStream();
        var parser = new BoundedParser(new Parser(new StringReader(text)));
        try
        {
            stream.Load(parser);
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            // YamlDotNet 18.1 at a bracket that is not closed or a key that is missing, where it should say so itself.
            throw new YamlException(parser.Current?.Start ?? Mark.Empty, parser.Current?.End ?? Mark.Empty, "What begins here is no YAML", error);
        }

        return stream.Documents.Count == 0 ? null : stream.Documents[0].RootNode;
    }

    /// <summary>Counts what goes through.</summary>
    private sealed class BoundedParser(IParser inner) : IParser
    {
        // Anchor and number of nodes of each list and map that is open.
        private readonly Stack<(AnchorName Anchor, long Nodes)> _open = new([(AnchorName.Empty, 0)]);
        private readonly Dictionary<AnchorName, long> _sizes = [];

        public ParsingEvent? Current => inner.Current;

        public bool MoveNext()
        {
            if (!inner.MoveNext())
            {
                return false;
            }

            switch (Current)
            {
                case SequenceStart or MappingStart:
                    Require(_open.Count <= DeepestNesting, $"more than {DeepestNesting} levels deep");
                    _open.Push((((NodeEvent)Current).Anchor, 1));
                    break;
                case SequenceEnd or MappingEnd:
                    var (anchor, nodes) = _open.Pop();
                    Remember(anchor, nodes);
                    Add(nodes);
                    break;
                case Scalar scalar:
                    Remember(scalar.Anchor, 1);
                    Add(1);
                    break;
                case AnchorAlias alias:
                    Require(!_open.Any(open => open.Anchor == alias.Value), $"the alias {alias.Value} is inside of what it stands for");
                    Add(_sizes.GetValueOrDefault(alias.Value, 1));
                    break;
            }

            return true;
        }

        private void Remember(AnchorName anchor, long nodes)
        {
            if (!anchor.IsEmpty)
            {
                _sizes[anchor] = nodes;
            }
        }

        private void Add(long nodes)
        {
            var (anchor, before) = _open.Pop();
            Require(before + nodes <= MostNodes, $"more than {MostNodes} nodes with all aliases");
            _open.Push((anchor, before + nodes));
        }

        private void Require(bool isWithin, string what)
        {
            if (!isWithin)
            {
                throw new YamlException(Current!.Start, Current.End, $"This is {what}");
            }
        }
    }
}
