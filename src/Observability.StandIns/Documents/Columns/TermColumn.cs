namespace Observability.StandIns.Documents.Columns;

/// <summary>
/// Texts: the number of a term for each keyword, or for each word of a text in the order of the words. Between two texts of one
/// document stands <see cref="Gap"/>, which no phrase goes across.
/// </summary>
internal sealed class TermColumn : Column<int>
{
    /// <summary>Stands between two texts of a document.</summary>
    public const int Gap = -1;

    /// <summary>The terms.</summary>
    public TermDictionary Terms { get; } = new();
}
