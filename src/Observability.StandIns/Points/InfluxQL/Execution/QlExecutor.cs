using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Sources;
using Observability.StandIns.Points.InfluxQL.Syntax;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>Runs queries.</summary>
/// <param name="context">What a query may see and cost.</param>
/// <param name="findBucket">The bucket of a database and retention policy.</param>
internal sealed class QlExecutor(QueryContext context, Func<string?, string?, Bucket> findBucket)
{
    /// <summary>Runs a query.</summary>
    /// <param name="select">The query.</param>
    /// <param name="outer">From when to when the query around reads.</param>
    public List<QlSeries> Run(QlStatement.Select select, QlTimeRange? outer = null)
    {
        // Of queries in queries there may be very many, though none of them finds anything.
        context.Budget.Charge(1);
        var (own, condition) = QlTimeRange.Take(select.Where, context.Now);
        var range = outer is null ? own : new QlTimeRange(Math.Max(own.Start, outer.Start), Math.Min(own.Stop, outer.Stop));
        var hasInterval = select.Dimensions.Any(dimension => dimension is QlExpression.Call { Name: "time" });
        range = hasInterval && !range.HasStop ? range with { Stop = context.Now } : range;

        // What is selected decides how far back must be read, and what there is decides what is selected. To find it twice where once
        // will do is to run a query in a query in a query eight times.
        var found = FindSeries(select, range);
        var selection = QlSelection.Of(select, found);
        var before = QlAggregation.ReadBefore(selection);
        var series = before == 0 || !range.HasStart ? found : FindSeries(select, range with { Start = range.Start - before });
        var names = QlColumnNames.Of(selection.Fields);
        var answer = new List<QlSeries>();
        var groups = Group(selection, condition, series);
        if (select.IsDescending)
        {
            groups.Reverse();
        }

        foreach (var group in groups)
        {
            var rows = selection.IsAggregate
                ? new QlAggregation(selection, select.Fill, group, range, context.Budget).Run()
                : QlRows.Of(selection, group, context.Budget);
            var shown = Limit(select, rows);
            if (shown.Count > 0)
            {
                answer.Add(new QlSeries(group.Measurement, group.Tags, names, shown));
            }
        }

        return [.. QlRows.Page(answer, select.SeriesLimit, select.SeriesOffset)];
    }

    private static List<FluxValue[]> Limit(QlStatement.Select select, List<FluxValue[]> rows)
    {
        // A row of nothing but tags or empty values is none, unless it stands for a window.
        var filled =
            rows.FindAll(row =>
            row.AsSpan(1).ContainsAnyExcept(FluxValue.Null) || select.Dimensions.Any(dimension => dimension is QlExpression.Call));
        if (select.IsDescending)
        {
            filled.Reverse();
        }

        return [.. QlRows.Page(filled, select.Limit, select.Offset)];
    }

    private List<IQlSeries> FindSeries(QlStatement.Select select, QlTimeRange range) =>
    [
        .. select.Sources.SelectMany(source => source.Query is not null
            ? Run(source.Query, range).Select(IQlSeries (answer) => new QueriedSeries(answer))
            : StoredSeries.Find(context, findBucket(source.Database, source.RetentionPolicy), source.Fits, range)),
    ];

    private static List<QlGroup> Group(QlSelection selection, QlExpression? condition, List<IQlSeries> series)
    {
        var groups = new Dictionary<string, QlGroup>(StringComparer.Ordinal);
        foreach (var member in series)
        {
            var rest = Reduce(condition, member);
            if (rest is QlExpression.Literal { Value: { Kind: ValueKind.Bool, IsTrue: false } })
            {
                continue;
            }

            var tags = selection.Tags.Select(name => KeyValuePair.Create(name, QlGroup.TagOf(member, name).Text)).ToList();
            var key = string.Join('\0', tags.Select(tag => tag.Value).Prepend(member.Measurement));
            if (!groups.TryGetValue(key, out var group))
            {
                groups.Add(key, group = new QlGroup(member.Measurement, tags));
            }

            group.Members.Add((member, rest is QlExpression.Literal ? null : rest));
        }

        return [.. groups.OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Value)];
    }

    /// <summary>Decides what a condition asks of tags; what it asks of fields is left.</summary>
    private static QlExpression? Reduce(QlExpression? condition, IQlSeries series)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        if (condition is QlExpression.Binary { Operator: "AND" or "OR" } logical)
        {
            var (left, right) = (Reduce(logical.Left, series)!, Reduce(logical.Right, series)!);
            var isAnd = logical.Operator == "AND";
            foreach (var (one, other) in new[] { (left, right), (right, left) })
            {
                if (one is QlExpression.Literal { Value.Kind: ValueKind.Bool } decided)
                {
                    return decided.Value.IsTrue == isAnd ? other : one;
                }
            }

            return new QlExpression.Binary(logical.Operator, left, right);
        }

        var asksFields =
            condition?.All().Any(inner =>
            inner is QlExpression.Reference { Type: not "tag" } reference && series.Fields.ContainsKey(reference.Name));
        return asksFields == false
            ? new QlExpression.Literal(FluxValue.Of(QlOperators.Evaluate(condition!, inner => QlGroup.Resolve(series, inner, 0)).IsTrue))
            : condition;
    }
}
