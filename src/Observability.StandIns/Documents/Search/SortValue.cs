using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Search;

/// <summary>A value that hits are ordered by.</summary>
/// <param name="Number">A number, in the order in which columns keep it.</param>
/// <param name="Text">A text; null where it is a number.</param>
/// <param name="IsMissing">True where the document has none.</param>
internal readonly record struct SortValue(long Number, string? Text, bool IsMissing)
{
    /// <summary>Which of two comes first.</summary>
    public int CompareTo(SortValue other, SortCriterion criterion)
    {
        if (IsMissing || other.IsMissing)
        {
            return IsMissing == other.IsMissing ? 0 : IsMissing == criterion.MissingFirst ? -1 : 1;
        }

        var order = Text is not null && other.Text is not null ? FieldMatchers.Compare(Text, other.Text) : Number.CompareTo(other.Number);
        return criterion.IsDescending ? -order : order;
    }
}
