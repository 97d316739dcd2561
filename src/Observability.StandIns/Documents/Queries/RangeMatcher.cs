using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What has a number of a range, both ends included.</summary>
internal sealed class RangeMatcher(NumberColumn column, long least, long most) : Matcher
{
    /// <inheritdoc/>
    public override void Match(int block, int limit, Span<ulong> set)
    {
        var values = column.Read(block, limit);
        if (values.IsEmpty || values.Most < least || values.Least > most)
        {
            return;
        }

        if (values.Least >= least && values.Most <= most)
        {
            column.AddExisting(block, limit, set);
            return;
        }

        var numbers = values.Numbers;
        if (values.IsDense)
        {
            for (var i = 0; i < numbers.Length; i++)
            {
                set[i >> 6] |= (numbers[i] >= least & numbers[i] <= most ? 1UL : 0) << i;
            }

            return;
        }

        var documents = values.Documents;
        for (var i = 0; i < documents.Length; i++)
        {
            set[documents[i] >> 6] |= (numbers[i] >= least & numbers[i] <= most ? 1UL : 0) << documents[i];
        }
    }
}
