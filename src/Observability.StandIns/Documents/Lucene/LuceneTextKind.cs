namespace Observability.StandIns.Documents.Lucene;

/// <summary>What a text of a query string is.</summary>
internal enum LuceneTextKind
{
    /// <summary>A word.</summary>
    Word,

    /// <summary>A text in quotes.</summary>
    Phrase,

    /// <summary>A word with wildcards.</summary>
    Pattern,

    /// <summary>A regular expression.</summary>
    Regex,
}
