using System.Text.Json;
using Observability.StandIns.Documents.Aggregations;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Search;

/// <summary>Keeps the first hits of an order.</summary>
internal sealed class HitCollector
{
    private readonly IReadOnlyList<SortCriterion> _criteria;
    private readonly int _most;
    private readonly Hit? _after;
    private readonly PriorityQueue<Hit, Hit> _hits;
    private readonly Comparer<Hit> _order;
    private readonly List<FieldKind?> _kinds;
    private (NumberColumn? Numbers, TermColumn? Terms, FieldKind? Kind)[] _columns = [];
    private Hit? _worst;
    private int _scope;

    /// <summary>Makes one.</summary>
    /// <param name="criteria">The order; among equals it is that in which documents came.</param>
    /// <param name="most">How many are kept.</param>
    /// <param name="after">Only what comes after this; null is all.</param>
    public HitCollector(IReadOnlyList<SortCriterion> criteria, int most, Hit? after)
    {
        (_criteria, _most, _after) = (criteria, most, after);
        _kinds = [.. criteria.Select(_ => (FieldKind?)null)];
        _order = Comparer<Hit>.Create(Compare);
        _hits = new PriorityQueue<Hit, Hit>(Comparer<Hit>.Create((left, right) => Compare(right, left)));
    }

    /// <summary>Kinds of the fields that are ordered by; null where no index has the field.</summary>
    public IReadOnlyList<FieldKind?> Kinds => _kinds;

    /// <summary>Begins an index.</summary>
    /// <exception cref="ApiException">The index cannot be ordered so.</exception>
    public void Begin(IndexScope scope, int number)
    {
        _scope = number;
        _columns = new (NumberColumn?, TermColumn?, FieldKind?)[_criteria.Count];
        for (var i = 0; i < _criteria.Count; i++)
        {
            if (FindField(scope, _criteria[i]) is { } field)
            {
                _columns[i] = (scope.Numbers(field), scope.Terms(field), field.Kind);

                // Where one index has whole numbers and another decimal ones, all are decimal.
                _kinds[i] = _kinds[i] is FieldKind.Double ? FieldKind.Double : field.Kind;
            }
        }
    }

    /// <summary>Takes documents of a block.</summary>
    public void Collect(int block, int limit, ReadOnlySpan<ushort> documents)
    {
        if (_most == 0)
        {
            return;
        }

        // In the order in which they come there is nothing better to come once there are enough.
        var isDone = _criteria.All(criterion => criterion.Field == "_score" || criterion is { IsDocument: true, IsDescending: false });
        foreach (var document in documents)
        {
            if (isDone && _hits.Count == _most)
            {
                return;
            }

            Take(block, limit, document);
        }
    }

    /// <summary>The hits in their order.</summary>
    public List<Hit> Finish()
    {
        var hits = new List<Hit>(_hits.Count);
        while (_hits.TryDequeue(out var hit, out _))
        {
            hits.Add(hit);
        }

        hits.Reverse();
        return hits;
    }

    private void Take(int block, int limit, ushort document)
    {
        var number = Block.Start(block) + document;
        var first = _criteria.Count == 0 ? default : Read(0, block, limit, document);
        if (_worst is { } worst && _hits.Count == _most && _criteria.Count > 0 && first.CompareTo(worst.Values[0], _criteria[0]) > 0)
        {
            return;
        }

        var values = new SortValue[_criteria.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = i == 0 ? first : Read(i, block, limit, document);
        }

        var hit = new Hit(_scope, number, values);
        if (_after is not null && _order.Compare(hit, _after) <= 0)
        {
            return;
        }

        if (_hits.Count < _most)
        {
            _hits.Enqueue(hit, hit);
        }
        else if (_order.Compare(hit, _hits.Peek()) < 0)
        {
            _hits.DequeueEnqueue(hit, hit);
        }

        _worst = _hits.Peek();
    }

    private SortValue Read(int criterion, int block, int limit, ushort document)
    {
        if (_criteria[criterion].IsDocument)
        {
            return new SortValue(((long)_scope << 32) + Block.Start(block) + document, null, false);
        }

        var (numbers, terms, kind) = _columns[criterion];
        var isDescending = _criteria[criterion].IsDescending;
        if (terms is not null)
        {
            var found = new ValueCursor<int>(terms.Read(block, limit)).Of(document);
            string? text = null;
            foreach (var term in found)
            {
                var candidate = term < 0 ? null : terms.Terms.GetText(term);
                text = text is null || (
                    candidate is not null && FieldMatchers.Compare(candidate, text) > 0 == isDescending) ? candidate : text;
            }

            return new SortValue(0, text, text is null);
        }

        var values = numbers is null ? default : new ValueCursor<long>(numbers.Read(block, limit)).Of(document);
        if (values.IsEmpty)
        {
            return _criteria[criterion].Field == "_score" ? default : new SortValue(0, null, true);
        }

        var best = values[0];
        foreach (var value in values[1..])
        {
            best = isDescending ? Math.Max(best, value) : Math.Min(best, value);
        }

        return new SortValue(
            kind != FieldKind.Double && _kinds[criterion] == FieldKind.Double ? NumberColumn.Encode(best) : best, null, false);
    }

    private int Compare(Hit left, Hit right)
    {
        for (var i = 0; i < _criteria.Count; i++)
        {
            if (left.Values[i].CompareTo(right.Values[i], _criteria[i]) is not 0 and var order)
            {
                return order;
            }
        }

        return left.Scope != right.Scope ? left.Scope.CompareTo(right.Scope) : left.Document.CompareTo(right.Document);
    }

    private static Field? FindField(IndexScope scope, SortCriterion criterion)
    {
        if (criterion.IsDocument || criterion.Field == "_score")
        {
            return null;
        }

        if (scope.Find(criterion.Field) is not { } field)
        {
            return criterion.AllowsUnmapped ? null
                : throw new ApiException(
                    400, "query_shard_exception", $"No mapping found for [{criterion.Field}] in order to sort on") { IsOfShard = true };
        }

        new Source("sort", criterion.Field, null).Begin(scope, numbersOnly: false);
        return field;
    }

    /// <summary>Reads the values of <c>search_after</c>, as hits have them in <c>sort</c>.</summary>
    /// <exception cref="ApiException">They do not fit the order.</exception>
    public static SortValue ReadAfter(SortCriterion criterion, FieldKind? kind, JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return new SortValue(0, null, true);
        }

        var text = value.Text("search_after");
        if (kind is FieldKind.Keyword or FieldKind.Ip or FieldKind.Text)
        {
            return new SortValue(0, text, false);
        }

        if (kind == FieldKind.Double)
        {
            return new SortValue(NumberColumn.Encode(value.Decimal("search_after")), null, false);
        }

        if (value.ValueKind == JsonValueKind.String && kind == FieldKind.Date)
        {
            return new SortValue(DateMath.Evaluate(text, criterion.Format ?? DateFormat.Default, 0, Zone.Utc), null, false);
        }

        var number = value.ValueKind == JsonValueKind.Number && !value.TryGetInt64(out _) ? (long)value.Decimal("search_after") : value.Whole("search_after");
        return new SortValue(number, null, number is long.MaxValue or long.MinValue && !criterion.IsDocument);
    }
}
