using Observability.StandIns.Points.Flux.Functions;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Syntax;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>
/// The functions of InfluxQL (https://docs.influxdata.com/influxdb/v2/query-data/influxql/functions/), most of which work as Flux's of
/// the same name.
/// </summary>
internal static class QlFunctions
{
    /// <summary>Functions that compare a value with those before it.</summary>
    private static readonly HashSet<string> s_transformations = new(StringComparer.Ordinal)
    {
        "derivative", "non_negative_derivative", "difference", "non_negative_difference", "moving_average", "cumulative_sum", "elapsed",
    };

    /// <summary>True for a function that compares a value with those before it.</summary>
    public static bool IsTransformation(string name) => s_transformations.Contains(name);

    /// <summary>True for a function that keeps one of the points.</summary>
    public static bool IsSelector(string name) => name == "percentile" || SelectorFunctions.Find(name) is not null;

    /// <summary>True for a function that keeps several points.</summary>
    public static bool IsMulti(string name) => name is "top" or "bottom" or "distinct";

    /// <summary>True for a type of value that a function is for.</summary>
    public static bool Takes(string name, ValueKind kind) => name switch
    {
        "count" or "first" or "last" or "mode" or "distinct" or "elapsed" => true,
        "min" or "max" => kind != ValueKind.String,
        _ => kind is ValueKind.Int or ValueKind.UInt or ValueKind.Float,
    };

    /// <summary>One value of some points, and which of them it is where it is one.</summary>
    public static (FluxValue Value, int Row) Apply(QlExpression.Call call, QlStream stream, int first, int end)
    {
        var column = stream.Column;
        if (!Takes(call.Name, column.Kind))
        {
            throw new QlException($"unsupported {call.Name} iterator type: {FluxValue.Name(column.Kind)}");
        }

        if (IsSelector(call.Name))
        {
            var row = call.Name switch
            {
                "percentile" => Percentile(column, first, end, Number(call, 1)),
                "first" => Largest(stream, first, 1),
                "last" => Largest(stream, end - 1, -1),
                _ => Extreme(column, first, end, call.Name == "max" ? 1 : -1),
            };
            return (row < 0 ? FluxValue.Null : column[row], row);
        }

        var aggregate = AggregateFunctions.Find(call.Name)
            ?? throw new QlException($"undefined function {call.Name}(): this stand-in for InfluxDB does not support it");
        return (aggregate.Apply(column, first, end), -1);
    }

    /// <summary>The points that top, bottom and distinct keep, in the order of their times.</summary>
    public static IEnumerable<int> Choose(string name, long n, FluxColumn column, int first, int end)
    {
        var rows = Enumerable.Range(first, end - first);
        if (name == "distinct")
        {
            return rows.DistinctBy(row => column[row]);
        }

        var comparer = Comparer<FluxValue>.Create(ValueOrder.Compare);
        var sorted = name == "top" ? rows.OrderByDescending(row => column[row], comparer) : rows.OrderBy(row => column[row], comparer);
        return sorted.Take((int)Math.Min(n, int.MaxValue)).Order();
    }

    /// <summary>Applies a function that compares a value with those before it.</summary>
    public static QlValues Transform(QlExpression.Call call, QlValues input, long defaultUnit)
    {
        var output = new QlValues();
        var unit = call.Arguments.Count > 1 && call.Name is not "moving_average" ? Duration(call, 1) : call.Name == "elapsed" ? 1
            : defaultUnit;
        var window = call.Name == "moving_average" ? (int)Math.Clamp(Number(call, 1), 1, int.MaxValue) : 1;
        if (unit <= 0 || (call.Name == "moving_average" && Number(call, 1) <= 1))
        {
            throw new QlException(unit <= 0 ? "duration argument must be positive"
                : "moving_average window must be greater than 1, got " + FluxNumber.Format(Number(call, 1)));
        }

        var recent = new Queue<double>();
        var total = 0d;
        var (sum, before) = (FluxValue.Null, (Time: 0L, Value: FluxValue.Null));
        for (var i = 0; i < input.Times.Count; i++)
        {
            var (time, value) = (input.Times[i], input.Values[i]);
            if (value.IsNull)
            {
                continue;
            }

            if (!Takes(call.Name, value.Kind))
            {
                throw new QlException($"unsupported {call.Name} iterator type: {FluxValue.Name(value.Kind)}");
            }

            if (call.Name == "moving_average")
            {
                // As the server does: a sum of its own for each point would be the window's length times as much.
                total -= recent.Count == window ? recent.Dequeue() : 0;
                recent.Enqueue(value.Number);
                total += value.Number;
                if (recent.Count == window)
                {
                    output.Add(time, FluxValue.Of(total / window));
                }

                continue;
            }

            if (call.Name == "cumulative_sum")
            {
                sum = sum.IsNull ? value : sum.Kind == ValueKind.Float ? FluxValue.Of(sum.Float + value.Float)
                    : FluxValue.Of(sum.Bits + value.Bits);
                output.Add(time, sum);
                continue;
            }

            if (!before.Value.IsNull && (time != before.Time || call.Name == "elapsed"))
            {
                var change = Change(call.Name, before, (time, value), unit);
                if (!(call.Name.StartsWith("non_negative", StringComparison.Ordinal) && change.Number < 0))
                {
                    output.Add(time, change);
                }
            }
            else if (!before.Value.IsNull)
            {
                // A point of the same time as the one before does not count.
                continue;
            }

            before = (time, value);
        }

        return output;
    }

    /// <summary>A number among the arguments of a call.</summary>
    public static double Number(QlExpression.Call call, int index) =>
        index < call.Arguments.Count && call.Arguments[index] is QlExpression.Literal { Value: var value } && value.IsNumber()
            ? value.Number
            : throw new QlException($"expected a number as argument {index + 1} of {call.Name}()");

    private static long Duration(QlExpression.Call call, int index) =>
        call.Arguments[index] is QlExpression.Literal { Value: { Kind: ValueKind.Duration } value }
            ? value.Duration.Nanoseconds
            : throw new QlException($"second argument to {call.Name} must be a duration");

    private static FluxValue Change(string name, (long Time, FluxValue Value) before, (long Time, FluxValue Value) now, long unit)
    {
        if (name == "elapsed")
        {
            return FluxValue.Of((now.Time - before.Time) / unit);
        }

        var isWhole = now.Value.Kind != ValueKind.Float;
        return name.EndsWith("difference", StringComparison.Ordinal)
            ? isWhole ? FluxValue.Of(now.Value.Bits - before.Value.Bits) : FluxValue.Of(now.Value.Float - before.Value.Float)
            : FluxValue.Of((now.Value.Number - before.Value.Number) / ((double)(now.Time - before.Time) / unit));
    }

    // Of points of the same time the one with the largest value counts.
    private static int Largest(QlStream stream, int row, int step)
    {
        var best = row;
        for (var next = row + step; next >= 0 && next < stream.Count && stream.Times[next] == stream.Times[row]; next += step)
        {
            best = ValueOrder.Compare(stream.Column[next], stream.Column[best]) > 0 ? next : best;
        }

        return best;
    }

    // Of equal values the earliest counts; false is less than true.
    private static int Extreme(FluxColumn column, int first, int end, int sign)
    {
        var best = first;
        for (var row = first + 1; row < end; row++)
        {
            best = ValueOrder.Compare(column[row], column[best]) * sign > 0 ? row : best;
        }

        return best;
    }

    // The nearest rank.
    private static int Percentile(FluxColumn column, int first, int end, double percent)
    {
        var rows = Enumerable.Range(first, end - first).OrderBy(row => column[row].Number).ToArray();
        var index = (int)Math.Floor((rows.Length * percent / 100) + 0.5) - 1;
        return index < 0 || index >= rows.Length ? -1 : rows[index];
    }
}
