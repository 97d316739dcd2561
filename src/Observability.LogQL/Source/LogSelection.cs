using Observability.LogQL.Syntax;

namespace Observability.LogQL.Source;

/// <summary>Which entries are asked for.</summary>
/// <param name="Selector">What the labels of the stream must be.</param>
/// <param name="Start">First time, in nanoseconds since the Unix epoch.</param>
/// <param name="End">The time up to which entries are wanted, in nanoseconds; one at this time is not.</param>
/// <param name="Direction">The order.</param>
/// <param name="Literals">
/// A hint: byte sequences, all of which a line must contain to be of use (from <c>|=</c> filters before the line is rewritten). A store
/// that knows that a chunk has none of them can skip it; one that does not know may ignore them.
/// </param>
public sealed record LogSelection(
    StreamSelector Selector,
    long Start,
    long End,
    LogDirection Direction,
    IReadOnlyList<ReadOnlyMemory<byte>> Literals);
