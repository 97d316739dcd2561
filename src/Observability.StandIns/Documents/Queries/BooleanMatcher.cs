using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Queries;

/// <summary>What fits all of several, at least so many of others, and none of a third group.</summary>
internal sealed class BooleanMatcher : Matcher
{
    private readonly Matcher[] _all;
    private readonly Matcher[] _some;
    private readonly Matcher[] _none;
    private readonly int _least;

    private BooleanMatcher(
        Matcher[] all, Matcher[] some, Matcher[] none, int least) => (_all, _some, _none, _least) = (all, some, none, least);

    /// <summary>Puts matchers together.</summary>
    /// <param name="all">All of these fit.</param>
    /// <param name="some">Some of these fit.</param>
    /// <param name="none">None of these fits.</param>
    /// <param name="least">How many of the second group must.</param>
    public static Matcher Create(IEnumerable<Matcher> all, IEnumerable<Matcher> some, IEnumerable<Matcher> none, int least)
    {
        var required = all.ToArray();
        var must = required.Where(matcher => matcher != All).ToArray();
        some = some.ToArray();

        // Where nothing must fit, one that should must, whatever was asked for.
        least = least <= 0 && required.Length == 0 && some.Any() ? 1 : least;
        var should = some.Where(matcher => matcher != None || least > 1).ToArray();
        var not = none.Where(matcher => matcher != None).ToArray();
        if (must.Contains(None) || not.Contains(All) || least > should.Length)
        {
            return None;
        }

        if (least == 1 && should.Contains(All))
        {
            least = 0;
        }

        return (must.Length, least, not.Length) switch
        {
            (0, <= 0, 0) => All,
            (1, <= 0, 0) => must[0],
            (0, 1, 0) when should.Length == 1 => should[0],
            _ => new BooleanMatcher(must, least > 0 ? should : [], not, least),
        };
    }

    /// <inheritdoc/>
    public override void Match(int block, int limit, Span<ulong> set)
    {
        Span<ulong> other = stackalloc ulong[Block.Words];
        Bits.SetFirst(set, limit);
        foreach (var matcher in _all)
        {
            other.Clear();
            matcher.Match(block, limit, other);
            Bits.And(set, other);
        }

        if (_least == 1)
        {
            Span<ulong> any = stackalloc ulong[Block.Words];
            foreach (var matcher in _some)
            {
                other.Clear();
                matcher.Match(block, limit, other);
                Bits.Or(any, other);
            }

            Bits.And(set, any);
        }
        else if (_least > 1)
        {
            KeepFrequent(block, limit, set);
        }

        foreach (var matcher in _none)
        {
            other.Clear();
            matcher.Match(block, limit, other);
            Bits.AndNot(set, other);
        }
    }

    private void KeepFrequent(int block, int limit, Span<ulong> set)
    {
        var counts = new int[Block.Size];
        var documents = new ushort[Block.Size];
        Span<ulong> other = stackalloc ulong[Block.Words];
        foreach (var matcher in _some)
        {
            other.Clear();
            matcher.Match(block, limit, other);
            foreach (var document in documents.AsSpan(0, Bits.List(other, documents)))
            {
                counts[document]++;
            }
        }

        other.Clear();
        for (var document = 0; document < limit; document++)
        {
            other[document >> 6] |= (counts[document] >= _least ? 1UL : 0) << document;
        }

        Bits.And(set, other);
    }
}
