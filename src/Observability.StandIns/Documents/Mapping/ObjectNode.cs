using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>An object of a mapping, or its root.</summary>
/// <param name="path">Its full name; empty for the root.</param>
internal sealed class ObjectNode(string path) : MappingNode(path)
{
    // An index that is read into memory looks at it while another thread may add to it.
    private volatile ImmutableSortedDictionary<string, MappingNode> _children =
        ImmutableSortedDictionary.Create<string, MappingNode>(StringComparer.Ordinal);

    private MappingNode[] _order = [];

    /// <summary>What becomes of fields that are not named; null where the object around says it.</summary>
    public DynamicMode? Dynamic { get; set; }

    /// <summary>False where its content is kept with the documents only.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>Its fields and objects, by their names.</summary>
    public IReadOnlyDictionary<string, MappingNode> Children => _children;

    /// <summary>The full name of something in it.</summary>
    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    /// <summary>Adds a field or an object.</summary>
    public void Add(string name, MappingNode child)
    {
        _children = _children.Add(name, child);
        _order = [.. _order, child];
    }

    /// <summary>
    /// Finds what the reader's property names. Documents tend to name their fields in the same order: the one after the last is
    /// looked at first.
    /// </summary>
    /// <param name="reader">Stands on the name.</param>
    /// <param name="next">Where the next one is likely to be.</param>
    /// <param name="child">What was found.</param>
    public bool TryFind(ref Utf8JsonReader reader, ref int next, [NotNullWhen(true)] out MappingNode? child)
    {
        for (var tries = 0; tries < Math.Min(_order.Length, 4); tries++, next++)
        {
            next = next < _order.Length ? next : 0;
            if (reader.ValueTextEquals(_order[next].Name))
            {
                child = _order[next++];
                return true;
            }
        }

        return _children.TryGetValue(reader.GetString()!, out child);
    }

    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Dynamic is { } dynamic)
        {
            json["dynamic"] = dynamic switch { DynamicMode.Adds => "true", DynamicMode.Ignores => "false", _ => "strict" };
        }

        if (!IsEnabled)
        {
            json["enabled"] = false;
        }

        if (_children.Count > 0)
        {
            var properties = new JsonObject();
            foreach (var (name, child) in _children)
            {
                properties[name] = child.ToJson();
            }

            json["properties"] = properties;
        }

        return json;
    }
}
