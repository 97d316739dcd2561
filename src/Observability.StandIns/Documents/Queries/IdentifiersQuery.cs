using System.Text;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Queries;

/// <summary>Documents by their identifiers.</summary>
internal sealed class IdentifiersQuery(IReadOnlyCollection<string> ids) : Query
{
    private const int LongestId = 512;

    /// <inheritdoc/>
    public override Matcher Compile(IndexScope scope) => new DocumentsMatcher(
    [
        .. ids.Where(id => id.Length is > 0 and <= LongestId && Encoding.UTF8.GetByteCount(id) <= LongestId)
            .Select(id => scope.Snapshot.Data.Identifiers.Find(IdentifierMap.Key(id)))
            .Where(document => document >= 0 && document < scope.Snapshot.Count),
    ]);
}
