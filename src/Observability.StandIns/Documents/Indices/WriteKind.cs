namespace Observability.StandIns.Documents.Indices;

/// <summary>What is done to a document.</summary>
internal enum WriteKind
{
    /// <summary>It takes the place of the one before.</summary>
    Index,

    /// <summary>It is written if there is none.</summary>
    Create,

    /// <summary>Part of it is changed.</summary>
    Update,

    /// <summary>It is taken away.</summary>
    Delete,
}
