using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What has one of several numbers.</summary>
internal sealed class NumbersMatcher(NumberColumn column, IReadOnlySet<long> sought) : Matcher
{
    /// <inheritdoc/>
    public override void Match(int block, int limit, Span<ulong> set)
    {
        var values = column.Read(block, limit);
        for (var i = 0; i < values.Numbers.Length; i++)
        {
            var document = values.IsDense ? i : values.Documents[i];
            set[document >> 6] |= (sought.Contains(values.Numbers[i]) ? 1UL : 0) << document;
        }
    }
}
