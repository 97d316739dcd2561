namespace Observability.StandIns.Documents.Lucene;

/// <summary>Whether a part must fit.</summary>
internal enum LuceneOccur
{
    /// <summary>It may; where nothing must, one at least must.</summary>
    Should,

    /// <summary>It must.</summary>
    Must,

    /// <summary>It must not.</summary>
    MustNot,
}
