using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What has a term.</summary>
internal sealed class TermMatcher(TermColumn column, int term) : Matcher
{
    /// <inheritdoc/>
    public override void Match(int block, int limit, Span<ulong> set)
    {
        var values = column.Read(block, limit);
        if (values.IsEmpty || values.Least > term || values.Most < term)
        {
            return;
        }

        var numbers = values.Numbers;
        for (int start = 0, found; (found = numbers[start..].IndexOf(term)) >= 0; start += found + 1)
        {
            var at = start + found;
            var document = values.IsDense ? at : values.Documents[at];
            set[document >> 6] |= 1UL << document;
        }
    }
}
