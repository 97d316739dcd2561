using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>terms: a bucket for each value.</summary>
internal sealed class TermsAggregator(TermsOptions options, Subordinates inner, SearchBudget budget) : BucketAggregator(inner, budget)
{
    private const int MostUncounted = 65_536;

    // Values have numbers of this request's own: those of an index's terms are other ones in the next.
    private readonly Dictionary<string, int> _keyOfTerm = new(StringComparer.Ordinal);
    private readonly Dictionary<long, int> _keyOfNumber = [];
    private readonly List<(string? Term, long Number)> _keys = [];
    private readonly Dictionary<(int Owner, int Key), int> _buckets = [];
    private readonly List<List<(int Key, int Bucket)>?> _ofOwner = [];
    private readonly HashSet<int> _seen = [];
    private int[] _keyOfOrdinal = [];
    private int[] _rootBucketOfKey = [];
    private bool _isTerms;
    private bool _isDecimal;

    /// <inheritdoc/>
    public override void Begin(IndexScope scope)
    {
        base.Begin(scope);
        options.Source.Begin(scope, numbersOnly: false);
        _isTerms = options.Source.Field?.HasTerms ?? (options.Source.Shape?.HasTerms ?? options.Source.Missing is not null);
        if (options.Source.Field?.Kind == FieldKind.Double)
        {
            MakeDecimal();
        }

        if (options.Source.Terms is not { } column)
        {
            return;
        }

        _keyOfOrdinal = new int[column.Terms.Count];
        Array.Fill(_keyOfOrdinal, Unknown);
        if (options.LeastCount == 0)
        {
            if (column.Terms.Count > MostUncounted)
            {
                throw ApiErrors.NotSupported(
                    $"the aggregation [terms] with [min_doc_count: 0] on a field of more than {MostUncounted} different terms");
            }

            for (var ordinal = 0; ordinal < _keyOfOrdinal.Length; ordinal++)
            {
                KeyOf(column.Terms, ordinal);
            }
        }
    }

    /// <inheritdoc/>
    public override void Collect(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        var source = options.Source;
        if (source.Terms is { } column)
        {
            var cursor = new ValueCursor<int>(column.Read(block, limit));
            for (var i = 0; i < documents.Length; i++)
            {
                var terms = cursor.Of(documents[i]);
                _seen.Clear();
                foreach (var term in terms)
                {
                    // A text may have a word twice.
                    if (term >= 0 && (source.Field!.Kind != FieldKind.Text || _seen.Add(term)))
                    {
                        Take(documents[i], owners[i], KeyOf(column.Terms, term));
                    }
                }

                TakeMissing(documents[i], owners[i], terms.IsEmpty);
            }
        }
        else
        {
            CollectNumbers(block, limit, documents, owners);
        }

        Deliver(block, limit);
    }

    /// <inheritdoc/>
    public override JsonObject Build(int owner)
    {
        var rows = new List<(int Key, int Bucket)>(owner < _ofOwner.Count ? _ofOwner[owner] ?? [] : []);
        if (options.LeastCount == 0)
        {
            var seen = rows.Select(row => row.Key).ToHashSet();
            rows.AddRange(
                Enumerable.Range(0, _keys.Count).Where(key => !seen.Contains(key) && options.Takes(Text(key))).Select(key => (key, -1)));
        }
        else
        {
            rows.RemoveAll(row => CountOf(row.Bucket) < options.LeastCount);
        }

        var others = rows.Sum(row => row.Bucket < 0 ? 0 : CountOf(row.Bucket));
        rows = [.. rows.Order(CreateOrder(rows)).Take(options.Size)];
        Budget.TakeBuckets(rows.Count);
        var buckets = new List<JsonObject>(rows.Count);
        foreach (var (key, bucket) in rows)
        {
            var result = new JsonObject();
            WriteKey(result, key);
            buckets.Add(BuildBucket(bucket, result));
            others -= bucket < 0 ? 0 : CountOf(bucket);
        }

        foreach (var pipeline in Inner.OverBuckets)
        {
            pipeline.Apply(buckets, Budget);
        }

        return new JsonObject
        {
            ["doc_count_error_upper_bound"] = 0, ["sum_other_doc_count"] = others, ["buckets"] = new JsonArray([.. buckets]),
        };
    }

    private const int Unknown = -1;
    private const int Excluded = -2;

    private void CollectNumbers(int block, int limit, ReadOnlySpan<ushort> documents, ReadOnlySpan<int> owners)
    {
        var cursor = options.Source.ReadNumbers(block, limit);
        for (var i = 0; i < documents.Length; i++)
        {
            var values = cursor.Of(documents[i]);
            for (var at = 0; at < values.Length; at++)
            {
                if (!values[..at].Contains(values[at]))
                {
                    Take(documents[i], owners[i], KeyOf(values[at]));
                }
            }

            TakeMissing(documents[i], owners[i], values.IsEmpty);
        }
    }

    private void TakeMissing(ushort document, int owner, bool isMissing)
    {
        if (isMissing && options.Source.Missing is { } missing)
        {
            Take(document, owner, _isTerms ? KeyOf(missing) : options.Source.MissingNumber is { } number ? KeyOf(number) : Excluded);
        }
    }

    private void Take(ushort document, int owner, int key)
    {
        if (key == Excluded)
        {
            return;
        }

        int bucket;
        if (owner == 0)
        {
            // Most aggregations are not in others: their bucket is found without a search.
            Grown.Ensure(ref _rootBucketOfKey, key, Unknown);
            bucket = _rootBucketOfKey[key] >= 0 ? _rootBucketOfKey[key] : _rootBucketOfKey[key] = Add(owner, key);
        }
        else
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_buckets, (owner, key), out var isThere);
            bucket = isThere ? known : known = Add(owner, key);
        }

        Put(document, bucket);
    }

    private int Add(int owner, int key)
    {
        while (_ofOwner.Count <= owner)
        {
            _ofOwner.Add(null);
        }

        var bucket = AddBucket();
        (_ofOwner[owner] ??= []).Add((key, bucket));
        return bucket;
    }

    private int KeyOf(TermDictionary terms, int ordinal)
    {
        if (_keyOfOrdinal[ordinal] == Unknown)
        {
            _keyOfOrdinal[ordinal] = KeyOf(terms.GetText(ordinal));
        }

        return _keyOfOrdinal[ordinal];
    }

    private int KeyOf(string term)
    {
        if (!options.Takes(term))
        {
            return Excluded;
        }

        if (!_keyOfTerm.TryGetValue(term, out var key))
        {
            _keyOfTerm[term] = key = _keys.Count;
            _keys.Add((term, 0));
        }

        return key;
    }

    // Where one index has whole numbers and another decimal ones, all are decimal.
    private void MakeDecimal()
    {
        if (_isDecimal)
        {
            return;
        }

        _isDecimal = true;
        _keyOfNumber.Clear();
        for (var key = 0; key < _keys.Count; key++)
        {
            if (_keys[key].Term is null)
            {
                var number = NumberColumn.Encode(_keys[key].Number);
                _keys[key] = (null, number);
                _keyOfNumber[number] = key;
            }
        }
    }

    private int KeyOf(long number)
    {
        number = _isDecimal && options.Source.Field?.Kind != FieldKind.Double ? NumberColumn.Encode(number) : number;
        if (!_keyOfNumber.TryGetValue(number, out var key))
        {
            if (!options.Takes(Text(number)))
            {
                return _keyOfNumber[number] = Excluded;
            }

            _keyOfNumber[number] = key = _keys.Count;
            _keys.Add((null, number));
        }

        return key;
    }

    private string Text(int key) => _keys[key].Term ?? Text(_keys[key].Number);

    private FieldKind? Kind => _isDecimal ? FieldKind.Double : options.Source.Shape?.Kind;

    private string Text(long number) => Kind switch
    {
        FieldKind.Boolean => number == 1 ? "true" : "false",
        FieldKind.Date => (options.Format ?? options.Source.Shape!.Format).Write(number),
        FieldKind.Double => NumberColumn.Decode(number).ToString("R", CultureInfo.InvariantCulture),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    private void WriteKey(JsonObject bucket, int key)
    {
        var (term, number) = _keys[key];
        if (term is not null)
        {
            bucket["key"] = term;
            return;
        }

        var kind = Kind;
        bucket["key"] = kind == FieldKind.Double ? JsonValue.Create(NumberColumn.Decode(number)) : JsonValue.Create(number);
        if (kind is FieldKind.Boolean or FieldKind.Date)
        {
            bucket["key_as_string"] = Text(number);
        }
    }

    private Comparer<(int Key, int Bucket)> CreateOrder(List<(int Key, int Bucket)> rows)
    {
        // What buckets are ordered by is found once for each, not once for each comparison.
        var criteria = options.Order.Criteria.Where(criterion => criterion.Path.Names is not ["_key"] and not ["_count"]).ToList();
        var measures = new Dictionary<(int Bucket, int Criterion), double>();
        for (var i = 0; i < criteria.Count; i++)
        {
            foreach (var (_, bucket) in rows)
            {
                measures[(bucket, i)] = bucket < 0 ? double.NaN : Inner.Measure(bucket, criteria[i].Path);
            }
        }

        return Comparer<(int Key, int Bucket)>.Create((left, right) =>
        {
            var measure = 0;
            foreach (var (path, isDescending) in options.Order.Criteria)
            {
                var order = path.Names switch
                {
                    ["_key"] => isDescending ? CompareKeys(right.Key, left.Key) : CompareKeys(left.Key, right.Key),
                    ["_count"] => BucketOrder.Compare(
                        left.Bucket < 0 ? 0 : CountOf(left.Bucket), right.Bucket < 0 ? 0 : CountOf(right.Bucket), isDescending),
                    _ => BucketOrder.Compare(measures[(left.Bucket, measure)], measures[(right.Bucket, measure++)], isDescending),
                };
                if (order != 0)
                {
                    return order;
                }
            }

            return CompareKeys(left.Key, right.Key);
        });
    }

    private int CompareKeys(int left, int right) => (_keys[left].Term, _keys[right].Term) switch
    {
        ({ } one, { } other) => FieldMatchers.Compare(one, other),
        (null, null) => _keys[left].Number.CompareTo(_keys[right].Number),
        (var one, _) => one is null ? -1 : 1,
    };
}
