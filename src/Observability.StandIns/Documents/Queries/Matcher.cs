namespace Observability.StandIns.Documents.Queries;

/// <summary>Finds the documents of a block that fit.</summary>
internal abstract class Matcher
{
    /// <summary>Every document.</summary>
    public static Matcher All { get; } = new AllMatcher();

    /// <summary>No document.</summary>
    public static Matcher None { get; } = new NoneMatcher();

    /// <summary>Puts the documents that fit into a set.</summary>
    /// <param name="block">The block.</param>
    /// <param name="limit">Documents of the block that are looked at.</param>
    /// <param name="set">The set, which is empty.</param>
    public abstract void Match(int block, int limit, Span<ulong> set);

    private sealed class AllMatcher : Matcher
    {
        public override void Match(int block, int limit, Span<ulong> set) => Columns.Bits.SetFirst(set, limit);
    }

    private sealed class NoneMatcher : Matcher
    {
        public override void Match(int block, int limit, Span<ulong> set)
        {
        }
    }
}
