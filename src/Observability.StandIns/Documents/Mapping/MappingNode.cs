using System.Text;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Documents.Mapping;

/// <summary>A field or an object of a mapping.</summary>
/// <param name="path">Its full name; empty for the root.</param>
internal abstract class MappingNode(string path)
{
    /// <summary>Its full name; empty for the root.</summary>
    public string Path { get; } = path;

    /// <summary>Its own name in UTF-8, as documents have it.</summary>
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(path[(path.LastIndexOf('.') + 1)..]);

    /// <summary>The object of a document that it was last met in; tells a name that comes twice. For the one writer.</summary>
    public long LastObject { get; set; }

    /// <summary>The definition, as a mapping gives it.</summary>
    public abstract JsonObject ToJson();
}
