namespace Observability.StandIns.Documents.Mapping;

/// <summary>What becomes of a field that no mapping names (https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/dynamic).</summary>
internal enum DynamicMode
{
    /// <summary>It is added.</summary>
    Adds,

    /// <summary>It is kept with its document only.</summary>
    Ignores,

    /// <summary>The document is refused.</summary>
    Refuses,
}
