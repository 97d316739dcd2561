using System.Text.Json;

namespace Observability.StandIns.Documents.Indices;

/// <summary>A change of a document that somebody asks for.</summary>
/// <param name="Kind">What is to be done.</param>
/// <param name="Index">Name of the index, or of an alias.</param>
/// <param name="Id">Identifier of the document; null has one made.</param>
/// <param name="Source">The document, or what is to be changed of it.</param>
internal sealed record WriteOperation(WriteKind Kind, string Index, string? Id, ReadOnlyMemory<byte> Source)
{
    /// <summary>The change is made only where the document's last one has this number.</summary>
    public long? IfSequence { get; init; }

    /// <summary>An error that was found before; it is the result.</summary>
    public Http.ApiException? Error { get; init; }

    /// <summary>What is to be changed, of an update.</summary>
    public JsonElement Update { get; init; }

    /// <summary>True where the index's name must be an alias.</summary>
    public bool RequiresAlias { get; init; }
}
