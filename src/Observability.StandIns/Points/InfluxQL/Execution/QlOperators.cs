using Observability.StandIns.Points.Flux.Values;
using Observability.StandIns.Points.InfluxQL.Syntax;

namespace Observability.StandIns.Points.InfluxQL.Execution;

/// <summary>
/// Expressions over the values of a row. Whole numbers become floating-point ones where the other side is one, and where they are
/// divided; a comparison of values of different kinds is false.
/// </summary>
internal static class QlOperators
{
    private static readonly Dictionary<string, Func<double, double>> s_functions = new(StringComparer.Ordinal)
    {
        ["abs"] = Math.Abs,
        ["ceil"] = Math.Ceiling,
        ["floor"] = Math.Floor,
        ["round"] = static x => Math.Round(x, MidpointRounding.AwayFromZero),
        ["sqrt"] = Math.Sqrt,
        ["exp"] = Math.Exp,
        ["ln"] = Math.Log,
        ["log2"] = Math.Log2,
        ["log10"] = Math.Log10,
        ["sin"] = Math.Sin,
        ["cos"] = Math.Cos,
        ["tan"] = Math.Tan,
        ["asin"] = Math.Asin,
        ["acos"] = Math.Acos,
        ["atan"] = Math.Atan,
    };

    /// <summary>True for a function of one value, not of many.</summary>
    public static bool IsScalar(string function) => s_functions.ContainsKey(function) || function is "pow" or "log" or "atan2";

    /// <summary>Evaluates an expression.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="resolve">What a field, a tag or an aggregate is in this row.</param>
    public static FluxValue Evaluate(QlExpression expression, Func<QlExpression, FluxValue> resolve)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return expression switch
        {
            QlExpression.Literal literal => literal.Value,
            QlExpression.Binary { Operator: "AND" } both =>
                FluxValue.Of(Evaluate(both.Left, resolve).IsTrue && Evaluate(both.Right, resolve).IsTrue),
            QlExpression.Binary { Operator: "OR" } either =>
                FluxValue.Of(Evaluate(either.Left, resolve).IsTrue || Evaluate(either.Right, resolve).IsTrue),
            QlExpression.Binary { Operator: "=~" or "!~", Right: QlExpression.Pattern pattern } match =>
                Evaluate(match.Left, resolve) is { Kind: ValueKind.String } text
                    ? FluxValue.Of(pattern.Regexp.IsMatch(text.Text) == (match.Operator == "=~"))
                    : FluxValue.Of(false),
            QlExpression.Binary binary => Apply(binary.Operator, Evaluate(binary.Left, resolve), Evaluate(binary.Right, resolve)),
            QlExpression.Call call when IsScalar(call.Name) => Call(call, resolve),
            _ => resolve(expression),
        };
    }

    private static FluxValue Apply(string operation, FluxValue left, FluxValue right) => operation switch
    {
        "=" or "!=" or "<" or "<=" or ">" or ">=" => FluxValue.Of(Compare(operation, left, right)),
        _ when left.IsNull || right.IsNull => FluxValue.Null,
        _ when left.Kind == ValueKind.Bool && right.Kind == ValueKind.Bool && operation is "&" or "|" or "^" =>
            FluxValue.Of(operation switch
        {
            "&" => left.IsTrue && right.IsTrue,
            "|" => left.IsTrue || right.IsTrue,
            _ => left.IsTrue != right.IsTrue,
        }),
        _ when !left.IsNumber() || !right.IsNumber() => FluxValue.Null,
        "/" => right.Number == 0 ? FluxValue.Of(0d) : FluxValue.Of(left.Number / right.Number),
        _ when left.Kind == ValueKind.Float || right.Kind == ValueKind.Float => Compute(operation, left.Number, right.Number),
        _ => Compute(operation, left.Bits, right.Bits),
    };

    private static FluxValue Compute(string operation, double left, double right) => operation switch
    {
        "+" => FluxValue.Of(left + right),
        "-" => FluxValue.Of(left - right),
        "*" => FluxValue.Of(left * right),
        "%" => FluxValue.Of(left % right),
        _ => FluxValue.Null,
    };

    private static FluxValue Compute(string operation, long left, long right) => operation switch
    {
        "+" => FluxValue.Of(left + right),
        "-" => FluxValue.Of(left - right),
        "*" => FluxValue.Of(left * right),
        "%" => FluxValue.Of(right is 0 or -1 ? 0 : left % right),
        "&" => FluxValue.Of(left & right),
        "|" => FluxValue.Of(left | right),
        _ => FluxValue.Of(left ^ right),
    };

    private static bool Compare(string operation, FluxValue left, FluxValue right)
    {
        if (left.IsNull || right.IsNull || (left.Kind != right.Kind && !(left.IsNumber() && right.IsNumber())))
        {
            return false;
        }

        var order = ValueOrder.Compare(left, right);
        return operation switch
        {
            "=" => order == 0,
            "!=" => order != 0,
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            _ => order >= 0,
        };
    }

    private static FluxValue Call(QlExpression.Call call, Func<QlExpression, FluxValue> resolve)
    {
        var arguments = call.Arguments.Select(argument => Evaluate(argument, resolve)).ToList();
        if (arguments.Count != (s_functions.ContainsKey(call.Name) ? 1 : 2))
        {
            throw new QlException($"invalid number of arguments for {call.Name}, got {arguments.Count}");
        }

        if (arguments.Exists(argument => !argument.IsNumber()))
        {
            return FluxValue.Null;
        }

        if (call.Name == "abs" && arguments[0].Kind == ValueKind.Int)
        {
            return FluxValue.Of(arguments[0].Bits == long.MinValue ? long.MinValue : Math.Abs(arguments[0].Bits));
        }

        return call.Name is "ceil" or "floor" or "round" && arguments[0].Kind == ValueKind.Int
            ? arguments[0]
            : FluxValue.Of(call.Name switch
            {
                "pow" => Math.Pow(arguments[0].Number, arguments[1].Number),
                "log" => Math.Log(arguments[0].Number) / Math.Log(arguments[1].Number),
                "atan2" => Math.Atan2(arguments[0].Number, arguments[1].Number),
                _ => s_functions[call.Name](arguments[0].Number),
            });
    }
}
