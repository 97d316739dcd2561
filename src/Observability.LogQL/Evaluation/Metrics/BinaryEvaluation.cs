using Observability.LogQL.Syntax;

namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>Evaluates operators (https://grafana.com/docs/loki/latest/query/#binary-operators).</summary>
internal sealed class BinaryEvaluation(QueryRun run, BinaryOperation operation, int steps)
{
    private readonly VectorMatching _matching = operation.Matching ?? new VectorMatching([], false, MatchCardinality.OneToOne, []);

    /// <summary>Evaluates the operator.</summary>
    public Value Evaluate(Value left, Value right)
    {
        if (left.Scalar is { } one && right.Scalar is { } other)
        {
            return Value.Of(Calculate(one, other));
        }

        if (left.Scalar is { } leftScalar)
        {
            return Value.Of(WithScalar(right.Series, value => (leftScalar, value)));
        }

        if (right.Scalar is { } rightScalar)
        {
            return Value.Of(WithScalar(left.Series, value => (value, rightScalar)));
        }

        return Value.Of(operation.Operator is BinaryOperator.And or BinaryOperator.Or or BinaryOperator.Unless
            ? Combine(left.Series, right.Series)
            : Match(left.Series, right.Series));
    }

    private bool IsComparison => operation.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual
        or BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual;

    private bool IsFilter => IsComparison && !operation.ReturnsBool;

    private List<Series> WithScalar(IReadOnlyList<Series> series, Func<double, (double Left, double Right)> operands)
    {
        var results = new List<Series>();
        foreach (var one in series)
        {
            var result = New(one.Labels);
            for (var step = 0; step < steps; step++)
            {
                if (!one.Has(step))
                {
                    continue;
                }

                var (left, right) = operands(one[step]);
                var value = Calculate(left, right);
                if (!IsFilter)
                {
                    result[step] = value;
                }
                else if (value != 0)
                {
                    result[step] = one[step];
                }
            }

            Add(results, result);
        }

        return results;
    }

    // "and", "or", "unless": at each step the series of one side for which the other has one, or has none.
    private List<Series> Combine(IReadOnlyList<Series> left, IReadOnlyList<Series> right)
    {
        var leftKeys = Keys(left);
        var rightKeys = Keys(right);
        return operation.Operator switch
        {
            BinaryOperator.And => Keep(left, leftKeys, right, rightKeys, wanted: true),
            BinaryOperator.Unless => Keep(left, leftKeys, right, rightKeys, wanted: false),
            _ => [.. left, .. Keep(right, rightKeys, left, leftKeys, wanted: false)],
        };
    }

    private List<Series> Keep(
        IReadOnlyList<Series> series, LabelSet[] keys, IReadOnlyList<Series> others, LabelSet[] otherKeys, bool wanted)
    {
        var byKey = others.Zip(otherKeys).ToLookup(pair => pair.Second, pair => pair.First);
        var results = new List<Series>();
        for (var i = 0; i < series.Count; i++)
        {
            var result = New(series[i].Labels);
            for (var step = 0; step < steps; step++)
            {
                if (series[i].Has(step) && byKey[keys[i]].Any(other => other.Has(step)) == wanted)
                {
                    result[step] = series[i][step];
                }
            }

            Add(results, result);
        }

        return results;
    }

    private List<Series> Match(IReadOnlyList<Series> left, IReadOnlyList<Series> right)
    {
        // "many" may have several series for one of "one".
        var isSwapped = _matching.Cardinality == MatchCardinality.OneToMany;
        var (many, one) = isSwapped ? (right, left) : (left, right);
        var keys = Keys(many);
        var byKey = one.Zip(Keys(one)).GroupBy(pair => pair.Second).ToDictionary(
            group => group.Key, group => group.Select(pair => pair.First).ToList());
        var results = new List<Series>();
        foreach (var group in Enumerable.Range(0, many.Count).Where(index => byKey.ContainsKey(keys[index])).GroupBy(index => keys[index]))
        {
            var partners = byKey[group.Key];
            var members = group.Select(index => many[index]).ToList();
            results.AddRange(MatchGroup(members, partners, isSwapped));
        }

        // A series of "one" without a partner may still have its double, which is as wrong.
        foreach (var partners in byKey.Values)
        {
            CheckSingle(partners, isSwapped ? "left" : "right");
        }

        return results;
    }

    private Dictionary<LabelSet, Series>.ValueCollection MatchGroup(List<Series> many, List<Series> one, bool isSwapped)
    {
        var results = new Dictionary<LabelSet, Series>();
        for (var step = 0; step < steps; step++)
        {
            var partner = one.Find(series => series.Has(step));
            if (partner is null)
            {
                continue;
            }

            var matched = 0;
            var labelsOfStep = new HashSet<LabelSet>();
            foreach (var series in many)
            {
                if (!series.Has(step))
                {
                    continue;
                }

                if (_matching.Cardinality == MatchCardinality.OneToOne && ++matched > 1)
                {
                    throw new LogQLException("multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
                }

                var labels = ResultLabels(series.Labels, partner.Labels);
                if (!labelsOfStep.Add(labels))
                {
                    throw new LogQLException("multiple matches for labels: grouping labels must ensure unique matches");
                }

                var (left, right) = isSwapped ? (partner[step], series[step]) : (series[step], partner[step]);
                var value = Calculate(left, right);
                if (IsFilter && value == 0)
                {
                    continue;
                }

                if (!results.TryGetValue(labels, out var result))
                {
                    results[labels] = result = New(labels);
                }

                result[step] = IsFilter ? left : value;
            }
        }

        return results.Values;
    }

    private void CheckSingle(List<Series> partners, string side)
    {
        for (var step = 0; partners.Count > 1 && step < steps; step++)
        {
            if (partners.Count(series => series.Has(step)) > 1)
            {
                throw new LogQLException(
                    $"found duplicate series on the {side} hand-side;"
                    + "many-to-many matching not allowed: matching labels must be unique on one side");
            }
        }
    }

    private LabelSet ResultLabels(LabelSet many, LabelSet one)
    {
        if (_matching.Cardinality == MatchCardinality.OneToOne)
        {
            return GroupLabels.Of(many, _matching.Labels, !_matching.IsOn);
        }

        return _matching.Include.Count == 0 ? many : LabelSet.Create(
            many.Where(label => !_matching.Include.Contains(label.Name))
                .Concat(one.Where(label => _matching.Include.Contains(label.Name)))
                .Select(label => (label.Name, label.Value)));
    }

    private LabelSet[] Keys(IReadOnlyList<Series> series) =>
        [.. series.Select(one => GroupLabels.Of(one.Labels, _matching.Labels, !_matching.IsOn))];

    private Series New(LabelSet labels)
    {
        run.Hold(Series.SizeOf(steps));
        return new Series(labels, steps);
    }

    private static void Add(List<Series> results, Series result)
    {
        if (result.HasAny())
        {
            results.Add(result);
        }
    }

    // A division by zero is no number, not an infinite one: so it is in Loki.
    private double Calculate(double left, double right) => operation.Operator switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide => right == 0 ? double.NaN : left / right,
        BinaryOperator.Modulo => right == 0 ? double.NaN : left % right,
        BinaryOperator.Power => Math.Pow(left, right),
        BinaryOperator.Equal => left == right ? 1 : 0,
        BinaryOperator.NotEqual => left != right ? 1 : 0,
        BinaryOperator.Less => left < right ? 1 : 0,
        BinaryOperator.LessOrEqual => left <= right ? 1 : 0,
        BinaryOperator.Greater => left > right ? 1 : 0,
        BinaryOperator.GreaterOrEqual => left >= right ? 1 : 0,
        _ => throw new LogQLNotSupportedException(operation.Operator.ToString()),
    };
}
