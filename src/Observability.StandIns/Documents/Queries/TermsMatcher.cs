using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What has one of many terms.</summary>
internal sealed class TermsMatcher(TermColumn column, ulong[] sought) : Matcher
{
    /// <inheritdoc/>
    public override void Match(int block, int limit, Span<ulong> set)
    {
        var values = column.Read(block, limit);
        for (var i = 0; i < values.Numbers.Length; i++)
        {
            var term = values.Numbers[i];
            if (term >= 0 && Bits.Has(sought, term))
            {
                var document = values.IsDense ? i : values.Documents[i];
                set[document >> 6] |= 1UL << document;
            }
        }
    }
}
