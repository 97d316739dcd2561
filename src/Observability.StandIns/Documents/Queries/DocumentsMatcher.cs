using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Queries;

/// <summary>Documents by their numbers.</summary>
internal sealed class DocumentsMatcher(IReadOnlyList<int> documents) : Matcher
{
    /// <inheritdoc/>
    public override void Match(int block, int limit, Span<ulong> set)
    {
        foreach (var document in documents)
        {
            if (Block.Of(document) == block && Block.Within(document) < limit)
            {
                set[Block.Within(document) >> 6] |= 1UL << document;
            }
        }
    }
}
