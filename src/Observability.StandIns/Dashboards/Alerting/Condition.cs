using System.Text.Json.Nodes;
using Observability.StandIns.Dashboards.Provisioning;
using Observability.StandIns.Dashboards.Queries;

namespace Observability.StandIns.Dashboards.Alerting;

/// <summary>
/// Evaluates the expressions of a rule (https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rules/queries-conditions/):
/// reduce and threshold; mathematics and classic conditions it does not.
/// </summary>
internal static class Condition
{
    /// <summary>A series and its one value; null for one without data.</summary>
    internal readonly record struct Sample(IReadOnlyDictionary<string, string> Labels, double? Value);

    /// <summary>Works out what a query or expression of a rule is.</summary>
    /// <param name="refId">Which one.</param>
    /// <param name="data">Queries and expressions of the rule, by their refId.</param>
    /// <param name="frames">Answers of the queries, by their refId.</param>
    /// <param name="depth">How many expressions deep it is.</param>
    public static IReadOnlyList<Sample> Evaluate(
        string refId, IReadOnlyDictionary<string, JsonObject> data, IReadOnlyDictionary<string, IReadOnlyList<Frame>> frames, int depth = 0)
    {
        if (depth > data.Count)
        {
            throw new QueryException($"the expression {refId} uses itself");
        }

        if (frames.TryGetValue(refId, out var answer))
        {
            return [.. answer.SelectMany(frame => frame.Fields.OfType<NumberField>()).Select(field =>
                new Sample(field.Labels ?? new Dictionary<string, string>(), Reduce("last", [.. field.Values])))];
        }

        var model = data.GetValueOrDefault(refId).Map("model") ?? throw new QueryException($"there is no query {refId}");
        var input = model.Text("expression") ?? throw new QueryException($"the expression {refId} has no input");
        return model.Text("type") switch
        {
            "threshold" => [.. Evaluate(input, data, frames, depth + 1)
                .Select(sample => sample with { Value = sample.Value is { } value ? Meets(model, value) ? 1 : 0 : null })],
            "reduce" when frames.TryGetValue(input, out var series) =>
                [.. series.SelectMany(frame => frame.Fields.OfType<NumberField>()).Select(field =>
                new Sample(field.Labels ?? new Dictionary<string, string>(), Reduce(model.Text("reducer") ?? "last", [.. field.Values])))],
            "reduce" => Evaluate(input, data, frames, depth + 1),
            var type => throw QueryException.NotSupported($"the expression {type} of alert rules"),
        };
    }

    private static bool Meets(JsonObject model, double value)
    {
        var evaluator = model.Maps("conditions").FirstOrDefault().Map("evaluator");
        var limits = (evaluator?["params"] as JsonArray ?? [])
            .Select(limit => limit.Number() ?? throw new QueryException("a threshold is no number")).ToList();
        double Limit(int index) => index < limits.Count ? limits[index] : throw new QueryException("the threshold has no value");
        return evaluator.Text("type") switch
        {
            "gt" => value > Limit(0),
            "gte" => value >= Limit(0),
            "lt" => value < Limit(0),
            "lte" => value <= Limit(0),
            "eq" => value.Equals(Limit(0)),
            "ne" => !value.Equals(Limit(0)),
            "within_range" => value > Limit(0) && value < Limit(1),
            "outside_range" => value < Limit(0) || value > Limit(1),
            var type => throw QueryException.NotSupported($"the threshold {type}"),
        };
    }

    private static double? Reduce(string reducer, List<double?> values)
    {
        var numbers = values.OfType<double>().Where(value => !double.IsNaN(value)).ToList();
        return reducer switch
        {
            "last" => values.LastOrDefault(value => value is not null),
            "count" => numbers.Count,
            _ when numbers.Count == 0 => null,
            "mean" => numbers.Average(),
            "sum" => numbers.Sum(),
            "min" => numbers.Min(),
            "max" => numbers.Max(),
            "median" => numbers.Order().ElementAt((numbers.Count - 1) / 2),
            _ => throw QueryException.NotSupported($"the reducer {reducer}"),
        };
    }
}
