using System.IO.Hashing;
using System.Text;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>cardinality: how many different values there are. It counts them; the server estimates where there are many.</summary>
internal sealed class CardinalityAggregator(Source source, SearchBudget budget) : Aggregator
{
    private const int BytesOfOne = 24;
    private readonly List<HashSet<ulong>?> _values = [];
    private ulong[] _hashes = [];

    /// <inheritdoc/>
    public override void Begin(IndexScope scope)
    {
        source.Begin(scope, numbersOnly: false);

        // A term has another number in each index; 64 bits made of it are the same.
        _hashes = new ulong[source.Terms?.Terms.Count ?? 0];
    }

    /// <inheritdoc/>
    public override void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        var terms = source.ReadTerms(block, limit);
        var numbers = source.ReadNumbers(block, limit);
        for (var i = 0; i < documents.Length; i++)
        {
            var found = terms.Of(documents[i]);
            foreach (var term in found)
            {
                // Between two texts of a list there is a gap that is no term.
                if (term >= 0)
                {
                    Add(owners[i], HashOf(term));
                }
            }

            foreach (var number in source.OrMissing(numbers.Of(documents[i])))
            {
                Add(owners[i], (ulong)number);
            }

            if (found.IsEmpty && source is { Terms: not null, Missing: { } missing })
            {
                Add(owners[i], XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(missing)));
            }
        }
    }

    /// <inheritdoc/>
    public override JsonObject Build(int owner) => new() { ["value"] = Count(owner) };

    /// <inheritdoc/>
    public override double Measure(int owner, AggregationPath path) =>
        path.Names.Count == 0 && path.Property is null or "value" ? Count(owner) : base.Measure(owner, path);

    private long Count(int owner) => owner < _values.Count ? _values[owner]?.Count ?? 0 : 0;

    private ulong HashOf(int term)
    {
        if (_hashes[term] == 0)
        {
            _hashes[term] = XxHash3.HashToUInt64(source.Terms!.Terms[term]);
        }

        return _hashes[term];
    }

    private void Add(int owner, ulong value)
    {
        while (_values.Count <= owner)
        {
            _values.Add(null);
        }

        if ((_values[owner] ??= []).Add(value))
        {
            budget.TakeBytes(BytesOfOne, "<agg [cardinality]>");
        }
    }
}
