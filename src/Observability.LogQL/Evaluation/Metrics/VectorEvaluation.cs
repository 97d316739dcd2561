using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>
/// Makes fewer series of many (https://grafana.com/docs/loki/latest/query/metric_queries/#built-in-aggregation-operators).
/// </summary>
internal sealed class VectorEvaluation(QueryRun run, VectorAggregation aggregation, int steps)
{
    /// <summary>Aggregates series.</summary>
    public IReadOnlyList<Series> Evaluate(IReadOnlyList<Series> series) => aggregation.Operation switch
    {
        VectorOperation.Sort or VectorOperation.SortDesc => Sort(series),
        VectorOperation.TopK or VectorOperation.BottomK or VectorOperation.ApproxTopK =>
            [.. Groups(series).SelectMany(group => Select([.. group]))],
        _ => [.. Groups(series).Select(Combine).Where(group => group.HasAny())],
    };

    private IEnumerable<IGrouping<LabelSet, Series>> Groups(IReadOnlyList<Series> series) =>
        series.GroupBy(one => GroupLabels.Of(one.Labels, aggregation.Grouping));

    private Series Combine(IGrouping<LabelSet, Series> group)
    {
        run.Hold(Series.SizeOf(steps));
        var result = new Series(group.Key, steps);
        for (var step = 0; step < steps; step++)
        {
            var sum = default(RunningValue);
            foreach (var series in group)
            {
                if (series.Has(step))
                {
                    sum.Add(series[step]);
                }
            }

            if (sum.Count > 0)
            {
                result[step] = sum.Result(aggregation.Operation);
            }
        }

        return result;
    }

    // At each step the largest or smallest ones; which they are differs from step to step.
    private List<Series> Select(List<Series> group)
    {
        var results = group.ConvertAll(series => new Series(series.Labels, steps));
        run.Hold(group.Count * Series.SizeOf(steps));
        var isTop = aggregation.Operation != VectorOperation.BottomK;
        for (var step = 0; step < steps; step++)
        {
            var best = Enumerable.Range(0, group.Count)
                .Where(index => group[index].Has(step))
                .OrderBy(index => group[index][step], new ByValue(isTop))
                .Take(aggregation.Parameter!.Value);
            foreach (var index in best)
            {
                results[index][step] = group[index][step];
            }
        }

        return [.. results.Where(series => series.HasAny())];
    }

    // Only an instant query has an order; there is one step then.
    private IReadOnlyList<Series> Sort(IReadOnlyList<Series> series) =>
        steps == 1 ? [.. series.OrderBy(one => one[0], new ByValue(aggregation.Operation == VectorOperation.SortDesc))] : series;

    // NaN is behind everything, whichever way.
    private sealed class ByValue(bool isDescending) : IComparer<double>
    {
        public int Compare(double x, double y) =>
            double.IsNaN(x) || double.IsNaN(y)
                ? double.IsNaN(x).CompareTo(double.IsNaN(y))
                : isDescending ? y.CompareTo(x) : x.CompareTo(y);
    }

    private struct RunningValue
    {
        private double _sum;
        private double _mean;
        private double _min;
        private double _max;
        private double _center;
        private double _squares;

        public int Count { get; private set; }

        public void Add(double value)
        {
            Count++;
            _sum += value;
            _mean = Count == 1 ? value : RangeFunctions.Mean(_mean, value, Count);
            _min = Count == 1 || value < _min || double.IsNaN(_min) ? value : _min;
            _max = Count == 1 || value > _max || double.IsNaN(_max) ? value : _max;
            var difference = value - _center;
            _center += difference / Count;
            _squares += difference * (value - _center);
        }

        public readonly double Result(VectorOperation operation) => operation switch
        {
            VectorOperation.Sum => _sum,
            VectorOperation.Avg => _mean,
            VectorOperation.Min => _min,
            VectorOperation.Max => _max,
            VectorOperation.Count => Count,
            VectorOperation.Stddev => Math.Sqrt(_squares / Count),
            VectorOperation.Stdvar => _squares / Count,
            _ => throw new LogQLNotSupportedException(operation.ToString()),
        };
    }
}
