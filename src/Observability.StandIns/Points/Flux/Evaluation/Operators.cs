using Observability.StandIns.Points.Flux.Syntax;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Evaluation;

/// <summary>
/// Operations between two values (https://docs.influxdata.com/flux/v0/spec/operators/). There is no conversion between types but
/// in comparisons of numbers; with nothing on one side the result is nothing.
/// </summary>
internal static class Operators
{
    /// <summary>Applies one; null where it is not for values of these types.</summary>
    public static FluxValue? Apply(FluxOperator operation, FluxValue left, FluxValue right)
    {
        if (left.IsNull || right.IsNull)
        {
            return FluxValue.Null;
        }

        return operation < FluxOperator.Equal
            ? Compute(operation, left, right)
            : Compare(operation, left, right) is { } result ? FluxValue.Of(result) : null;
    }

    /// <summary>What is wrong where it is not for values of these types.</summary>
    public static string Describe(FluxOperator operation, FluxValue left, FluxValue right) =>
        $"unsupported binary expression {FluxValue.Name(left.Kind)} {Sign(operation)} {FluxValue.Name(right.Kind)}";

    private static bool? Compare(FluxOperator operation, FluxValue left, FluxValue right)
    {
        if (operation >= FluxOperator.Matches)
        {
            return left.Kind == ValueKind.String && right.Kind == ValueKind.Regexp
                ? right.Regexp.IsMatch(left.Text) == (operation == FluxOperator.Matches)
                : null;
        }

        if (left.Kind != right.Kind && !(left.IsNumber() && right.IsNumber()))
        {
            return null;
        }

        // Nothing equals not-a-number, and nothing is less or more.
        if ((left.Kind == ValueKind.Float && double.IsNaN(left.Float)) || (right.Kind == ValueKind.Float && double.IsNaN(right.Float)))
        {
            return operation == FluxOperator.NotEqual;
        }

        if (left.Kind is ValueKind.Array or ValueKind.Record or ValueKind.Duration)
        {
            return operation switch
            {
                FluxOperator.Equal => left.ToString() == right.ToString(),
                FluxOperator.NotEqual => left.ToString() != right.ToString(),
                _ => null,
            };
        }

        var order = ValueOrder.Compare(left, right);
        return operation switch
        {
            FluxOperator.Equal => order == 0,
            FluxOperator.NotEqual => order != 0,
            FluxOperator.Less => order < 0,
            FluxOperator.LessOrEqual => order <= 0,
            FluxOperator.Greater => order > 0,
            _ => order >= 0,
        };
    }

    private static FluxValue? Compute(FluxOperator operation, FluxValue left, FluxValue right) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Float, ValueKind.Float) => FluxValue.Of(Compute(operation, left.Float, right.Float)),
        (ValueKind.Int, ValueKind.Int) when operation == FluxOperator.Power => FluxValue.Of((long)Math.Pow(left.Bits, right.Bits)),
        (ValueKind.Int, ValueKind.Int) => FluxValue.Of(Compute(operation, left.Bits, right.Bits)),
        (ValueKind.UInt, ValueKind.UInt) when operation == FluxOperator.Power =>
            FluxValue.Of((ulong)Math.Pow((ulong)left.Bits, (ulong)right.Bits)),
        (ValueKind.UInt, ValueKind.UInt) => FluxValue.Of(Compute(operation, (ulong)left.Bits, (ulong)right.Bits)),
        (ValueKind.String, ValueKind.String) when operation == FluxOperator.Add => FluxValue.Of(Limits.Check(left.Text + right.Text)),
        (ValueKind.Time, ValueKind.Duration) when operation == FluxOperator.Add => FluxValue.OfTime(right.Duration.AddTo(left.Bits)),
        (ValueKind.Time, ValueKind.Duration) when operation == FluxOperator.Subtract =>
            FluxValue.OfTime(right.Duration.Negate().AddTo(left.Bits)),
        _ => null,
    };

    private static double Compute(FluxOperator operation, double left, double right) => operation switch
    {
        FluxOperator.Add => left + right,
        FluxOperator.Subtract => left - right,
        FluxOperator.Multiply => left * right,
        FluxOperator.Divide => left / right,
        FluxOperator.Modulo => left % right,
        _ => Math.Pow(left, right),
    };

    private static long Compute(FluxOperator operation, long left, long right) => operation switch
    {
        FluxOperator.Add => left + right,
        FluxOperator.Subtract => left - right,
        FluxOperator.Multiply => left * right,
        FluxOperator.Divide => right == -1 ? unchecked(-left) : left / NotZero(right),
        _ => right == -1 ? 0 : left % NotZero(right),
    };

    private static ulong Compute(FluxOperator operation, ulong left, ulong right) => operation switch
    {
        FluxOperator.Add => left + right,
        FluxOperator.Subtract => left - right,
        FluxOperator.Multiply => left * right,
        FluxOperator.Divide => left / (ulong)NotZero((long)right),
        _ => left % (ulong)NotZero((long)right),
    };

    private static long NotZero(long divisor) => divisor != 0 ? divisor : throw new FluxException("cannot divide by zero");

    private static string Sign(FluxOperator operation) => operation switch
    {
        FluxOperator.Add => "+",
        FluxOperator.Subtract => "-",
        FluxOperator.Multiply => "*",
        FluxOperator.Divide => "/",
        FluxOperator.Modulo => "%",
        FluxOperator.Power => "^",
        FluxOperator.Equal => "==",
        FluxOperator.NotEqual => "!=",
        FluxOperator.Less => "<",
        FluxOperator.LessOrEqual => "<=",
        FluxOperator.Greater => ">",
        FluxOperator.GreaterOrEqual => ">=",
        FluxOperator.Matches => "=~",
        _ => "!~",
    };
}
