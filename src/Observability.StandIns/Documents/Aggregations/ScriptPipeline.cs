using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Queries;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>bucket_script: a number of each bucket reckoned from others of it.</summary>
internal sealed class ScriptPipeline(string name, IReadOnlyDictionary<string, AggregationPath> paths, ArithmeticExpression script, GapPolicy gaps) : Pipeline(name)
{
    /// <inheritdoc/>
    public override void Apply(List<JsonObject> buckets, SearchBudget budget)
    {
        foreach (var bucket in buckets)
        {
            budget.Check();
            var values = new Dictionary<string, double>(StringComparer.Ordinal);
            foreach (var (variable, path) in paths)
            {
                if (Read(bucket, path, gaps) is { } number)
                {
                    values[variable] = number;
                }
            }

            if (values.Count == paths.Count)
            {
                bucket[Name] = new JsonObject { ["value"] = StatisticsAggregator.Number(script.Evaluate(values)) };
            }
        }
    }
}
