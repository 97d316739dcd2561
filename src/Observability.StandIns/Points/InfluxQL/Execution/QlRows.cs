using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Sources;
using Observability.StandIns.Points.InfluxQL.Syntax;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>The rows of a group in a query without such functions: one for each time of each series.</summary>
internal static class QlRows
{
    /// <summary>What LIMIT and OFFSET, or SLIMIT and SOFFSET, leave.</summary>
    /// <param name="all">Rows or series.</param>
    /// <param name="limit">The most of them; 0 for all.</param>
    /// <param name="offset">How many are left out before.</param>
    public static IEnumerable<T> Page<T>(IEnumerable<T> all, long limit, long offset)
    {
        var kept = all.Skip((int)Math.Min(offset, int.MaxValue));
        return limit > 0 ? kept.Take((int)Math.Min(limit, int.MaxValue)) : kept;
    }

    /// <summary>The rows, by time.</summary>
    public static List<FluxValue[]> Of(QlSelection selection, QlGroup group, QueryBudget budget)
    {
        var rows = new List<(long Time, int Owner, FluxValue[] Row)>();
        for (var owner = 0; owner < group.Members.Count; owner++)
        {
            var (series, condition) = group.Members[owner];
            foreach (var time in TimesOf(selection, series))
            {
                budget.Charge(selection.Fields.Count);
                if (condition is null || QlOperators.Evaluate(condition, expression => QlGroup.Resolve(series, expression, time)).IsTrue)
                {
                    rows.Add((time, owner,
                        [FluxValue.OfTime(time), .. selection.Fields.Select(field => Select(field.Expression, series, time))]));
                }
            }
        }

        return [.. rows.OrderBy(row => row.Time).ThenBy(row => row.Owner).Select(row => row.Row)];
    }

    /// <summary>What a query selects of the point of a series at a time. A tag that the series has not is nothing.</summary>
    public static FluxValue Select(QlExpression expression, IQlSeries series, long time) => QlOperators.Evaluate(expression, found =>
        QlGroup.Resolve(series, found, time) is var value && found is QlExpression.Reference
            && value is { Kind: ValueKind.String, Text: "" }
            && !series.Fields.ContainsKey(((QlExpression.Reference)found).Name)
                ? FluxValue.Null
                : value);

    // Tags alone make no row.
    private static IEnumerable<long> TimesOf(QlSelection selection, IQlSeries series)
    {
        var times = selection.Fields
            .SelectMany(field => field.Expression.All())
            .OfType<QlExpression.Reference>()
            .Where(reference => reference.Type != "tag" && series.Fields.ContainsKey(reference.Name))
            .Select(reference => series.Read(reference.Name))
            .Where(data => data is { Count: > 0 })
            .Distinct()
            .Select(data => data!.Times.Take(data.Count))
            .ToList();
        return times.Count == 1 ? times[0] : times.SelectMany(list => list).Distinct().Order();
    }
}
