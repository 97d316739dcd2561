using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>An expression.</summary>
internal abstract record QlExpression
{
    /// <summary>A value.</summary>
    internal sealed record Literal(FluxValue Value) : QlExpression;

    /// <summary>A regular expression: a pattern of a text, or of names.</summary>
    internal sealed record Pattern(FluxRegexp Regexp) : QlExpression;

    /// <summary>A field or tag; <c>::field</c>, <c>::tag</c> or a type may follow.</summary>
    internal sealed record Reference(string Name, string? Type) : QlExpression;

    /// <summary><c>*</c></summary>
    internal sealed record Wildcard(string? Type) : QlExpression;

    /// <summary>A function.</summary>
    internal sealed record Call(string Name, IReadOnlyList<QlExpression> Arguments) : QlExpression;

    /// <summary>An operation, a comparison, AND or OR.</summary>
    internal sealed record Binary(string Operator, QlExpression Left, QlExpression Right) : QlExpression;

    /// <summary>The expression and all in it.</summary>
    public IEnumerable<QlExpression> All()
    {
        var rest = new Stack<QlExpression>([this]);
        while (rest.TryPop(out var next))
        {
            yield return next;
            IReadOnlyList<QlExpression> inner = next switch
            {
                Call call => call.Arguments,
                Binary binary => [binary.Left, binary.Right],
                _ => [],
            };
            for (var i = inner.Count - 1; i >= 0; i--)
            {
                rest.Push(inner[i]);
            }
        }
    }
}
