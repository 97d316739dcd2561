using System.Globalization;
using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Syntax;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>From when to when a query reads.</summary>
/// <param name="Start">The first time.</param>
/// <param name="Stop">The time after the last.</param>
internal sealed record QlTimeRange(long Start, long Stop)
{
    /// <summary>All times.</summary>
    public static QlTimeRange All { get; } = new(long.MinValue + 2, long.MaxValue);

    /// <summary>True where the query says from when.</summary>
    public bool HasStart => Start != All.Start;

    /// <summary>True where the query says to when.</summary>
    public bool HasStop => Stop != All.Stop;

    /// <summary>Takes the conditions on time out of a condition; what is left is the second.</summary>
    public static (QlTimeRange Range, QlExpression? Condition) Take(QlExpression? where, long now)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (where)
        {
            case null:
                return (All, null);
            case QlExpression.Binary { Operator: "AND" } both:
                var (left, leftRest) = Take(both.Left, now);
                var (right, rightRest) = Take(both.Right, now);
                return (
                    new QlTimeRange(Math.Max(left.Start, right.Start), Math.Min(left.Stop, right.Stop)),
                    leftRest is null ? rightRest : rightRest is null ? leftRest : new QlExpression.Binary("AND", leftRest, rightRest));
            case QlExpression.Binary comparison when IsTime(comparison.Left):
                return (Of(comparison.Operator, Evaluate(comparison.Right, now)), null);
            case QlExpression.Binary comparison when IsTime(comparison.Right):
                return (Of(Turn(comparison.Operator), Evaluate(comparison.Left, now)), null);
            default:
                return where.All().Any(IsTime)
                    ? throw new QlException("cannot use time with OR or in an expression: this stand-in for InfluxDB does not support it")
                    : (All, where);
        }
    }

    /// <summary>A time or length that a query spells out.</summary>
    private static long Evaluate(QlExpression expression, long now)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            QlExpression.Literal { Value.Kind: ValueKind.Int } number => number.Value.Bits,
            QlExpression.Literal { Value.Kind: ValueKind.Float } number => (long)number.Value.Float,
            QlExpression.Literal { Value.Kind: ValueKind.Duration } length => length.Value.Duration.Nanoseconds,
            QlExpression.Literal { Value.Kind: ValueKind.String } text => Parse(text.Value.Text),
            QlExpression.Call { Name: "now", Arguments.Count: 0 } => now,
            QlExpression.Binary { Operator: "+" } sum => unchecked(Evaluate(sum.Left, now) + Evaluate(sum.Right, now)),
            QlExpression.Binary { Operator: "-" } difference => unchecked(Evaluate(difference.Left, now) - Evaluate(difference.Right, now)),
            QlExpression.Binary { Operator: "*" } product => unchecked(Evaluate(product.Left, now) * Evaluate(product.Right, now)),
            _ => throw new QlException("invalid operation: time and anything but a time, a duration or now()"),
        };
    }

    // '2020-01-01', '2020-01-01 10:00:00.5', '2020-01-01T10:00:00Z'
    private static long Parse(string text)
    {
        var normal = text.Length > 10 && text[10] == ' ' ? text[..10] + "T" + text[11..] : text;
        normal = normal.Length > 10 && !normal.EndsWith('Z') && !normal.AsSpan(10).ContainsAny('+', '-') ? normal + "Z" : normal;
        return FluxTime.TryParse(normal)
            ?? throw new QlException($"invalid operation: time and *influxql.StringLiteral are not compatible: {text}");
    }

    private static QlTimeRange Of(string operation, long time) => operation switch
    {
        ">" => new QlTimeRange(time == long.MaxValue ? time : time + 1, All.Stop),
        ">=" => new QlTimeRange(time, All.Stop),
        "<" => new QlTimeRange(All.Start, time),
        "<=" => new QlTimeRange(All.Start, time == long.MaxValue ? time : time + 1),
        "=" => new QlTimeRange(time, time == long.MaxValue ? time : time + 1),
        _ => throw new QlException(string.Create(CultureInfo.InvariantCulture, $"invalid time comparison operator: {operation}")),
    };

    private static string Turn(string operation) => operation switch { ">" => "<", ">=" => "<=", "<" => ">", "<=" => ">=", _ => operation };

    private static bool IsTime(QlExpression expression) =>
        expression is QlExpression.Reference reference && reference.Name.Equals("time", StringComparison.OrdinalIgnoreCase);
}
