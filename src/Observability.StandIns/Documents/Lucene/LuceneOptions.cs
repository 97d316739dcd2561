using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Queries;
using Observability.StandIns.Documents.Text;

namespace Observability.StandIns.Documents.Lucene;

/// <summary>How a query string is understood.</summary>
internal sealed record LuceneOptions
{
    /// <summary>Fields of texts that name none; null is what the index's settings say.</summary>
    public FieldSelection? Fields { get; init; }

    /// <summary>True where parts without an operator must all fit.</summary>
    public bool IsAnd { get; init; }

    /// <summary>True where a text that a field cannot have is in none of its values.</summary>
    public bool IsLenient { get; init; }

    /// <summary>True where a word is looked for as a phrase.</summary>
    public bool IsPhrase { get; init; }

    /// <summary>False where a pattern may not begin with a wildcard.</summary>
    public bool AllowsLeadingWildcard { get; init; } = true;

    /// <summary>Cuts texts; null where the field's does.</summary>
    public Analyzer? Analyzer { get; init; }

    /// <summary>Where dates are that do not say so.</summary>
    public Zone Zone { get; init; } = Zone.Utc;

    /// <summary>How many of so many parts that should fit must; null is one where nothing must.</summary>
    public Func<int, int>? Least { get; init; }
}
