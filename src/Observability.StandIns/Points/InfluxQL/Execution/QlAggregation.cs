using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Functions.Windows;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Syntax;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>The rows of a group in a query with functions over many points.</summary>
/// <param name="selection">What is selected.</param>
/// <param name="fill">What stands in windows without points.</param>
/// <param name="group">The group.</param>
/// <param name="range">From when to when.</param>
/// <param name="budget">What the query may still cost.</param>
internal sealed class QlAggregation(QlSelection selection, QlFill fill, QlGroup group, QlTimeRange range, QueryBudget budget)
{
    private readonly WindowSet? _windows = selection.Interval is { } length
        ? new WindowSet(new FluxDuration(0, length), new FluxDuration(0, length), new FluxDuration(0, selection.IntervalOffset))
        : null;

    private readonly bool _keepsTimes = selection.Interval is null && selection.Calls.Count() == 1;

    /// <summary>How much earlier than the query says it must be read: a change into the first window needs the one before.</summary>
    public static long ReadBefore(QlSelection selection) => selection.Interval is { } length
        ? selection.Calls
            .Any(call =>
                QlFunctions.IsTransformation(call.Name) && call.Name != "cumulative_sum" && call.Arguments is [QlExpression.Call, ..])
            ? length
            : 0
        : 0;

    /// <summary>The rows, by time.</summary>
    public List<FluxValue[]> Run()
    {
        var columns =
            selection.Fields.Select(field => QlSelection.CallsIn(field.Expression).Any() ? Evaluate(field.Expression) : null).ToList();
        var selector = columns.Find(column => column is not null)!;
        if (columns.Contains(null))
        {
            return RunWithOthers(columns, selector);
        }

        if (columns.Count == 1)
        {
            return [.. selector.Times.Zip(selector.Values, static (time, value) => new[] { FluxValue.OfTime(time), value })];
        }

        var rows = new SortedDictionary<long, FluxValue[]>();
        for (var column = 0; column < columns.Count; column++)
        {
            var values = columns[column]!;
            budget.Charge(values.Times.Count);
            for (var i = 0; i < values.Times.Count; i++)
            {
                if (!rows.TryGetValue(values.Times[i], out var row))
                {
                    row = new FluxValue[columns.Count + 1];
                    row[0] = FluxValue.OfTime(values.Times[i]);
                    rows.Add(values.Times[i], row);
                }

                row[column + 1] = values.Values[i];
            }
        }

        return [.. rows.Values];
    }

    // A selector and, beside it, what else the point that it selects has.
    private List<FluxValue[]> RunWithOthers(List<QlValues?> columns, QlValues selector)
    {
        var rows = new List<FluxValue[]>();
        for (var i = 0; i < selector.Times.Count; i++)
        {
            var row = new FluxValue[columns.Count + 1];
            row[0] = FluxValue.OfTime(selector.Times[i]);
            for (var column = 0; column < columns.Count; column++)
            {
                var (owner, time) = i < selector.Origins.Count ? selector.Origins[i] : (-1, 0);
                row[column + 1] = columns[column] is not null
                    ? selector.Values[i]
                    : owner < 0 ? FluxValue.Null : QlRows.Select(selection.Fields[column].Expression, group.Members[owner].Series, time);
            }

            rows.Add(row);
        }

        return rows;
    }

    private QlValues Evaluate(QlExpression expression)
    {
        if (expression is QlExpression.Call call && !QlOperators.IsScalar(call.Name))
        {
            return EvaluateCall(call, range);
        }

        // An expression of calls: at each time that one of them has.
        var calls = QlSelection.CallsIn(expression).Distinct().ToDictionary(found => found, found => EvaluateCall(found, range));
        var byTime = calls.ToDictionary(
            pair => (QlExpression)pair.Key, pair => pair.Value.Times.Zip(pair.Value.Values).DistinctBy(item => item.First).ToDictionary());
        var made = new QlValues();
        foreach (var time in calls.Values.SelectMany(values => values.Times).Distinct().Order())
        {
            budget.Charge(1);
            made.Add(time, QlOperators.Evaluate(expression, found => byTime.TryGetValue(found, out var values)
                ? values.GetValueOrDefault(time)
                : throw new QlException("mixing aggregate and non-aggregate queries is not supported")));
        }

        return made;
    }

    private QlValues EvaluateCall(QlExpression.Call call, QlTimeRange span)
    {
        if (call.Arguments.Count == 0)
        {
            throw new QlException($"invalid number of arguments for {call.Name}, expected at least 1, got 0");
        }

        if (QlFunctions.IsTransformation(call.Name))
        {
            return Transform(call);
        }

        if (call.Arguments[0] is QlExpression.Call { Name: "distinct", Arguments: [QlExpression.Reference inner] } && call.Name == "count")
        {
            var distinct = group.Read(inner.Name, budget);
            return Windowed(distinct, span, (first, end) =>
                (FluxValue.Of((long)QlFunctions.Choose("distinct", 0, distinct.Column, first, end).Count()), -1), isCount: true);
        }

        if (call.Arguments[0] is not QlExpression.Reference reference)
        {
            throw new QlException($"expected field argument in {call.Name}()");
        }

        var stream = group.Read(reference.Name, budget);
        return QlFunctions.IsMulti(call.Name)
            ? Several(call, stream)
            : call.Name == "integral"
                ? Integrate(call, stream)
                : Windowed(stream, span, (first, end) => QlFunctions.Apply(call, stream, first, end), call.Name == "count");
    }

    private QlValues Transform(QlExpression.Call call)
    {
        QlValues input;
        if (call.Arguments[0] is QlExpression.Call inner)
        {
            if (_windows is null)
            {
                throw new QlException($"{call.Name} aggregate requires a GROUP BY interval");
            }

            var before = call.Name == "cumulative_sum" ? 0 : ReadBefore(selection);
            input = EvaluateCall(inner, range.HasStart ? range with { Start = range.Start - before } : range);
        }
        else if (call.Arguments[0] is QlExpression.Reference reference)
        {
            var stream = group.Read(reference.Name, budget);
            input = new QlValues();
            for (var i = 0; i < stream.Count; i++)
            {
                input.Add(stream.Times[i], stream.Column[i]);
            }
        }
        else
        {
            throw new QlException($"expected field argument in {call.Name}()");
        }

        var unit = _windows is not null && call.Arguments[0] is QlExpression.Call ? selection.Interval!.Value : FluxTime.Second;
        var output = QlFunctions.Transform(call, input, unit);
        var first = _windows is not null && range.HasStart ? _windows.Start(_windows.Find(range.Start)) : long.MinValue;
        var kept = new QlValues();
        for (var i = 0; i < output.Times.Count; i++)
        {
            if (output.Times[i] >= first)
            {
                kept.Add(output.Times[i], output.Values[i]);
            }
        }

        return kept;
    }

    private QlValues Several(QlExpression.Call call, QlStream stream)
    {
        if (stream.Count > 0 && !QlFunctions.Takes(call.Name, stream.Column.Kind))
        {
            throw new QlException($"unsupported {call.Name} iterator type: {FluxValue.Name(stream.Column.Kind)}");
        }

        var most = call.Name == "distinct" ? 0 : (long)QlFunctions.Number(call, call.Arguments.Count - 1);
        if (call.Name != "distinct" && most <= 0)
        {
            throw new QlException($"limit ({most}) in {call.Name} function must be at least 1");
        }

        var made = new QlValues();
        foreach (var slice in Slices(stream, range, createEmpty: false))
        {
            foreach (var row in Best(call, most, stream, slice))
            {
                // Values that are there once have the window's time; points keep their own.
                made.Add(call.Name == "distinct" ? Label(slice) : stream.Times[row], stream.Column[row]);
                made.Origins.Add((stream.OwnerOf(row), stream.Times[row]));
            }
        }

        return made;
    }

    // With tags among the arguments the best point of each of their values counts.
    private IEnumerable<int> Best(QlExpression.Call call, long most, QlStream stream, WindowSlice slice)
    {
        if (call.Arguments.Count <= 2)
        {
            return QlFunctions.Choose(call.Name, most, stream.Column, slice.First, slice.End);
        }

        var tags = call.Arguments.Skip(1).SkipLast(1).OfType<QlExpression.Reference>().Select(tag => tag.Name).ToList();
        var comparer = Comparer<FluxValue>.Create(ValueOrder.Compare);
        var best = Enumerable.Range(slice.First, slice.End - slice.First)
            .GroupBy(row => string.Join('\n', tags.Select(tag => QlGroup.TagOf(group.Members[stream.OwnerOf(row)].Series, tag).Text)))
            .Select(rows =>
                call.Name == "top" ? rows.MaxBy(row => stream.Column[row], comparer) : rows.MinBy(row => stream.Column[row], comparer));
        var sorted = call.Name == "top" ? best.OrderByDescending(row => stream.Column[row], comparer)
            : best.OrderBy(row => stream.Column[row], comparer);
        return sorted.Take((int)Math.Min(most, int.MaxValue)).Order();
    }

    private QlValues Windowed(
        QlStream stream, QlTimeRange span, Func<int, int, (FluxValue Value, int Row)> apply, bool isCount)
    {
        var made = new QlValues();
        if (stream.Count == 0)
        {
            return made;
        }

        foreach (var slice in Slices(stream, span, createEmpty: fill.Kind != "none"))
        {
            var (value, row) = slice.First == slice.End ? (FluxValue.Null, -1) : apply(slice.First, slice.End);
            var time = row >= 0 && _keepsTimes ? stream.Times[row] : Label(slice);
            if (value.IsNull && (fill.Kind == "none" || _windows is null))
            {
                if (slice.First < slice.End)
                {
                    // It had points, but not enough of them.
                    made.Add(time, value);
                    made.Origins.Add((-1, 0));
                }

                continue;
            }

            made.Add(time, value.IsNull && isCount && fill.Kind is "null" ? FluxValue.Of(0L) : value);
            made.Origins.Add(row < 0 ? (-1, 0) : (stream.OwnerOf(row), stream.Times[row]));
        }

        QlFilling.Apply(made, fill);
        return made;
    }

    private List<WindowSlice> Slices(QlStream stream, QlTimeRange span, bool createEmpty)
    {
        var times = stream.Times.AsSpan(0, stream.Count);
        if (_windows is null)
        {
            return times.IsEmpty ? [] : [new WindowSlice(range.HasStart ? range.Start : 0, 0, 0, stream.Count)];
        }

        if (times.IsEmpty)
        {
            return [];
        }

        // Another query's windows may begin before the range.
        return _windows.Divide(times, span.HasStart ? Math.Min(span.Start, times[0]) : times[0], span.Stop, createEmpty, budget);
    }

    // A window has the time of its begin, also where the query begins later.
    private long Label(WindowSlice slice) => _windows is null ? slice.Start : _windows.Start(_windows.Find(slice.Start));

    // The line between two points is cut where windows meet. Without windows the server says that the time is 1970.
    private QlValues Integrate(QlExpression.Call call, QlStream stream)
    {
        if (stream.Count > 0 && !QlFunctions.Takes(call.Name, stream.Column.Kind))
        {
            throw new QlException($"unsupported {call.Name} iterator type: {FluxValue.Name(stream.Column.Kind)}");
        }

        var unit = call.Arguments.Count > 1 && call.Arguments[1] is QlExpression.Literal { Value.Kind: ValueKind.Duration } length
            ? length.Value.Duration.Nanoseconds
            : FluxTime.Second;
        var areas = new SortedDictionary<long, double>();
        for (var row = 1; row < stream.Count; row++)
        {
            var (from, to) = (stream.Times[row - 1], stream.Times[row]);
            var (value, last) = (stream.Column[row - 1].Number, stream.Column[row].Number);
            var slope = to == from ? 0 : (last - value) / (to - from);
            while (from < to)
            {
                budget.Charge(1);
                var window = _windows?.Find(from);
                var stop = window is { } number ? Math.Min(to, _windows!.Stop(number)) : to;
                var end = value + (slope * (stop - from));
                var label = window is { } start ? _windows!.Start(start) : 0;
                areas[label] = areas.GetValueOrDefault(label) + ((value + end) / 2 * (stop - from) / unit);
                (from, value) = (stop, end);
            }
        }

        var made = new QlValues();
        foreach (var (time, area) in areas)
        {
            made.Add(time, FluxValue.Of(area));
        }

        return made;
    }
}
