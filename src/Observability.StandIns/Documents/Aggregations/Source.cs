using System.Globalization;
using System.Text.Json;
using Observability.StandIns.Documents.Columns;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Mapping;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>Where an aggregation takes its values from: a field, as each index has it.</summary>
/// <param name="aggregation">Kind of the aggregation, for messages.</param>
/// <param name="name">Name of the field.</param>
/// <param name="missing">What documents without a value have; null where they have none.</param>
internal sealed class Source(string aggregation, string name, string? missing)
{
    private long[] _stand = [];

    /// <summary>Reads it of an aggregation's definition.</summary>
    /// <exception cref="ApiException">It has a mistake, or is not supported.</exception>
    public static Source Read(string aggregation, JsonElement body)
    {
        if (body.TryGet("script", out _))
        {
            throw ApiErrors.NotSupported($"the aggregation [{aggregation}] with [script]");
        }

        var field = body.TryGet("field", out var value)
            ? value.Text("field")
            : throw ApiErrors.IllegalArgument($"Required one of fields [field, script], but none were specified for [{aggregation}]");
        return new Source(aggregation, field, body.TryGet("missing", out var missing) ? missing.Text("missing") : null);
    }

    /// <summary>Name of the field.</summary>
    public string Name => name;

    /// <summary>What documents without a value have; null where they have none.</summary>
    public string? Missing => missing;

    /// <summary>The field in the index of now; null where it has none.</summary>
    public Field? Field { get; private set; }

    /// <summary>The field in the first index that had it: says how results are written.</summary>
    public Field? Shape { get; private set; }

    /// <summary>Its numbers in the index of now; null where there are none.</summary>
    public NumberColumn? Numbers { get; private set; }

    /// <summary>Its terms in the index of now; null where there are none.</summary>
    public TermColumn? Terms { get; private set; }

    /// <summary>What documents without a value have, as columns keep it.</summary>
    public long? MissingNumber { get; private set; }

    /// <summary>Begins an index.</summary>
    /// <exception cref="ApiException">The field of the index does not suit the aggregation.</exception>
    public void Begin(IndexScope scope, bool numbersOnly)
    {
        Field = scope.Find(name);
        (Numbers, Terms) = (null, null);
        MissingNumber = missing is null || Field?.HasTerms == true ? null : ParseMissing(scope);
        _stand = MissingNumber is { } stand ? [stand] : [];
        if (Field is not { } field)
        {
            return;
        }

        if (field.Kind == FieldKind.Text && !field.HasDocValues)
        {
            throw ApiErrors.Shard(
                "illegal_argument_exception",
                $"Fielddata is disabled on [{name}] in [{scope.Index.Name}]. Text fields are not optimised for operations that require per-document field data like aggregations and sorting, so these operations are disabled by default. Please use a keyword field instead. Alternatively, set fielddata=true on [{name}] in order to load field data by uninverting the inverted index. Note that this can use significant memory.");
        }

        if (!field.HasDocValues || field.Kind == FieldKind.Binary)
        {
            throw ApiErrors.Shard(
                "illegal_argument_exception",
                $"Can't load fielddata on [{name}] because fielddata is unsupported on fields of type [{field.Type}]. Use doc values "
                + "instead.");
        }

        if (numbersOnly && field.HasTerms)
        {
            throw ApiErrors.Shard(
                "illegal_argument_exception", $"Field [{name}] of type [{field.Type}] is not supported for aggregation [{aggregation}]");
        }

        Shape ??= field;
        Numbers = scope.Numbers(field);
        Terms = scope.Terms(field);
    }

    /// <summary>Walks through the numbers of a block; there are none where the index has none.</summary>
    public ValueCursor<long> ReadNumbers(int block, int limit) => new(Numbers is { } column ? column.Read(block, limit) : default);

    /// <summary>Walks through the terms of a block; there are none where the index has none.</summary>
    public ValueCursor<int> ReadTerms(int block, int limit) => new(Terms is { } column ? column.Read(block, limit) : default);

    /// <summary>The values of a document, or what takes the place of none.</summary>
    public ReadOnlySpan<long> OrMissing(ReadOnlySpan<long> values) => values.IsEmpty ? _stand : values;

    /// <summary>
    /// A document's numbers from the smallest to the largest, as the server's doc values are; a column has them in the order of the text.
    /// </summary>
    public static ReadOnlySpan<long> InOrder(ReadOnlySpan<long> values)
    {
        if (values.Length < 2)
        {
            return values;
        }

        var sorted = values.ToArray();
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>A number of the index of now as a decimal one.</summary>
    public double Decode(long value) => Field?.Kind == FieldKind.Double ? NumberColumn.Decode(value) : value;

    private long ParseMissing(IndexScope scope) => Field?.Kind switch
    {
        FieldKind.Date => DateMath.Evaluate(missing!, Field.Format, scope.Now, Zone.Utc),
        FieldKind.Boolean => missing is "true" or "1" ? 1 : 0,
        FieldKind.Double => NumberColumn.Encode(Number()),
        null => long.TryParse(missing, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : 0,
        _ => (long)Number(),
    };

    private double Number() => ValueParser.TryParseNumber(missing, out var number) ? number
        : throw ApiErrors.Shard("illegal_argument_exception", $"For input string: \"{missing}\" (missing of field [{name}])");
}
