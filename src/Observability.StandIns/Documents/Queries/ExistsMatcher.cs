using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What has a value.</summary>
internal sealed class ExistsMatcher(Column column) : Matcher
{
    /// <inheritdoc/>
    public override void Match(int block, int limit, Span<ulong> set) => column.AddExisting(block, limit, set);
}
