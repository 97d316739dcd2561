using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Sources;
using Observability.StandIns.Points.InfluxQL.Syntax;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>The series that make one part of an answer, with what of the condition is left to be asked of each point.</summary>
/// <param name="Measurement">The measurement.</param>
/// <param name="Tags">The tags it is grouped by.</param>
internal sealed record QlGroup(string Measurement, IReadOnlyList<KeyValuePair<string, string>> Tags)
{
    /// <summary>The series, each with its condition.</summary>
    public List<(IQlSeries Series, QlExpression? Condition)> Members { get; } = [];

    /// <summary>The points of a field in all series, sorted by time; of equal times those of the first series come first.</summary>
    public QlStream Read(string field, QueryBudget budget)
    {
        var parts = new List<(ColumnData Data, int Owner)>();
        for (var owner = 0; owner < Members.Count; owner++)
        {
            var (series, condition) = Members[owner];
            if (series.Read(field) is { Count: > 0 } data && Filter(series, data, condition) is { Count: > 0 } fitting)
            {
                parts.Add((fitting, owner));
            }
        }

        return parts switch
        {
            [] => QlStream.Empty,
            [var (only, owner)] => new QlStream(Column(only), only.Times, null, owner),
            _ => Merge(parts, budget),
        };
    }

    /// <summary>What a reference is at a time in a series: a field's value there, or a tag.</summary>
    public static FluxValue Resolve(IQlSeries series, QlExpression expression, long time)
    {
        if (expression is not QlExpression.Reference reference)
        {
            throw new QlException("invalid expression in a condition or selection");
        }

        if (reference.Type != "tag" && series.Fields.ContainsKey(reference.Name))
        {
            var data = series.Read(reference.Name);
            var index = data is null ? -1 : data.Times.AsSpan(0, data.Count).BinarySearch(time);
            return index < 0 ? FluxValue.Null : Cast(Column(data!)[index], reference.Type);
        }

        return reference.Type is null or "tag" ? TagOf(series, reference.Name) : FluxValue.Null;
    }

    /// <summary>A tag's value; an empty text where the series has none of the name.</summary>
    public static FluxValue TagOf(IQlSeries series, string name) =>
        FluxValue.Of(series.Tags.FirstOrDefault(tag => tag.Key == name).Value ?? string.Empty);

    /// <summary>Values as a column, for the functions that work on these.</summary>
    public static FluxColumn Column(ColumnData data) => data.Texts is not null
        ? FluxColumn.OfTexts("_value", data.Texts, data.Count)
        : FluxColumn.OfBits("_value", KindOf(data.Type), data.Bits, data.Count);

    /// <summary>The kind of value that a field has.</summary>
    public static ValueKind KindOf(FieldType type) => type switch
    {
        FieldType.Float => ValueKind.Float,
        FieldType.Integer => ValueKind.Int,
        FieldType.Unsigned => ValueKind.UInt,
        FieldType.String => ValueKind.String,
        _ => ValueKind.Bool,
    };

    private static FluxValue Cast(FluxValue value, string? type) => (type, value.Kind) switch
    {
        ("float", ValueKind.Int or ValueKind.UInt) => FluxValue.Of(value.Number),
        ("integer", ValueKind.Float) => FluxValue.Of((long)value.Float),
        ("float", ValueKind.Float) or ("integer", ValueKind.Int) or ("string", ValueKind.String) or ("boolean", ValueKind.Bool) => value,
        (null or "field", _) => value,
        _ => FluxValue.Null,
    };

    private static ColumnData Filter(IQlSeries series, ColumnData data, QlExpression? condition)
    {
        if (condition is null)
        {
            return data;
        }

        var kept = new ColumnData(data.Type);
        for (var i = 0; i < data.Count; i++)
        {
            var time = data.Times[i];
            if (QlOperators.Evaluate(condition, expression => Resolve(series, expression, time)).IsTrue)
            {
                kept.Add(time, data.Texts is null ? data.Bits[i] : 0, data.Texts?[i]);
            }
        }

        return kept;
    }

    private static QlStream Merge(List<(ColumnData Data, int Owner)> parts, QueryBudget budget)
    {
        var count = parts.Sum(part => part.Data.Count);
        budget.Charge(2L * count);
        var (times, owners, at) = (new long[count], new int[count], 0);
        var builder = new ColumnBuilder("_value");
        var ends = new List<int>();
        foreach (var (data, owner) in parts)
        {
            data.Times.AsSpan(0, data.Count).CopyTo(times.AsSpan(at));
            owners.AsSpan(at, data.Count).Fill(owner);
            builder.Add(Column(data));
            at += data.Count;
            ends.Add(at);
        }

        var order = SortedRuns.Merge(times, ends);
        return new QlStream(
            builder.Build().Take(order), Array.ConvertAll(order, index => times[index]),
                Array.ConvertAll(order, index => owners[index]), 0);
    }
}
