using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What has words one after the other.</summary>
internal sealed class PhraseMatcher(TermColumn column, IReadOnlyList<ulong[]> words) : Matcher
{
    /// <inheritdoc/>
    public override void Match(int block, int limit, Span<ulong> set)
    {
        var values = column.Read(block, limit);
        if (values.IsDense)
        {
            // One word in each document is no phrase.
            return;
        }

        for (var i = 0; i + words.Count <= values.Numbers.Length; i++)
        {
            var document = values.Documents[i];
            if (values.Documents[i + words.Count - 1] == document && IsPhrase(values.Numbers.Slice(i, words.Count)))
            {
                set[document >> 6] |= 1UL << document;
            }
        }
    }

    private bool IsPhrase(ReadOnlySpan<int> terms)
    {
        for (var i = 0; i < terms.Length; i++)
        {
            if (terms[i] < 0 || !Bits.Has(words[i], terms[i]))
            {
                return false;
            }
        }

        return true;
    }
}
