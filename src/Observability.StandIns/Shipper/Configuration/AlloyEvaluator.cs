using Observability.StandIns.Shipper.Components;
using Observability.StandIns.Shipper.Syntax;

namespace Observability.StandIns.Shipper.Configuration;

/// <summary>
/// Finds what an expression stands for: null, a text, a number, true or false, a list, a map, or what a component exports
/// (https://grafana.com/docs/alloy/latest/reference/stdlib/). Functions that the stand-in does not have it refuses by name.
/// </summary>
/// <param name="getExport">Finds what a component exports by its path, or null where there is none.</param>
/// <param name="getVariable">Reads an environment variable; null where it is not set.</param>
internal sealed class AlloyEvaluator(Func<ReferenceExpression, object?> getExport, Func<string, string?> getVariable)
{
    /// <summary>Evaluates one.</summary>
    /// <exception cref="AlloyException">It has a mistake.</exception>
    public object? Evaluate(AlloyExpression expression) => expression switch
    {
        LiteralExpression literal => literal.Value,
        ListExpression list => list.Items.Select(Evaluate).ToList(),
        MapExpression map => EvaluateMap(map),
        SumExpression sum => Add(sum),
        CallExpression call => Call(call),
        ReferenceExpression { Path: "constants.hostname" } => Environment.MachineName,
        ReferenceExpression reference => getExport(reference)
            ?? throw new AlloyException(reference.Position, $"nothing exports {reference.Path}"),
        _ => throw new AlloyException(expression.Position, "a value is missing"),
    };

    private Dictionary<string, object?> EvaluateMap(MapExpression map)
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Entries)
        {
            values[key] = Evaluate(value);
        }

        return values;
    }

    private object Add(SumExpression sum) => (Evaluate(sum.Left), Evaluate(sum.Right)) switch
    {
        (string left, string right) => left + right,
        (double left, double right) => left + right,
        _ => throw new AlloyException(sum.Position, "texts or numbers can be added"),
    };

    private object Call(CallExpression call)
    {
        var arguments = call.Arguments.Select(Evaluate).ToList();
        return call.Function switch
        {
            "sys.env" or "env" when arguments is [string name] => getVariable(name) ?? string.Empty,
            "convert.nonsensitive" or "nonsensitive" when arguments is [string text] => text,
            "string.to_lower" or "to_lower" when arguments is [string text] => text.ToLowerInvariant(),
            "string.to_upper" or "to_upper" when arguments is [string text] => text.ToUpperInvariant(),
            "string.trim_space" or "trim_space" when arguments is [string text] => text.Trim(),
            "array.concat" or "concat" => Concatenate(call, arguments),
            "coalesce" => arguments.Find(IsSomething) ?? string.Empty,
            "sys.env" or "env" or "convert.nonsensitive" or "nonsensitive"
                or "string.to_lower" or "to_lower" or "string.to_upper" or "to_upper" or "string.trim_space" or "trim_space" =>
                throw new AlloyException(call.Position, $"{call.Function} takes a text"),
            _ => throw new AlloyException(call.Position, $"this stand-in for Alloy does not support the function {call.Function}"),
        };
    }

    private static bool IsSomething(object? value) => value is not (null or "" or false or 0d);

    // Exported targets are a list whose items are not known yet.
    private static object Concatenate(CallExpression call, List<object?> arguments)
    {
        if (arguments.Exists(argument => argument is ITargetSource))
        {
            return new JoinedTargets([.. arguments.Select((argument, index) => ToTargets(argument)
                ?? throw new AlloyException(call.Arguments[index].Position, "these are no targets"))]);
        }

        return arguments.SelectMany((argument, index) => argument as List<object?>
            ?? throw new AlloyException(call.Arguments[index].Position, "this is no list")).ToList();
    }

    /// <summary>A value as targets: exported ones, or a list of maps of texts; null where it is neither.</summary>
    public static ITargetSource? ToTargets(object? value) => value switch
    {
        ITargetSource source => source,
        List<object?> list when list.TrueForAll(item => ToTexts(item) is not null) =>
            new FixedTargets([.. list.Select(item => ToTexts(item)!)]),
        _ => null,
    };

    /// <summary>A value as a map of texts, or null where it is none.</summary>
    public static Dictionary<string, string>? ToTexts(object? value) =>
        value is Dictionary<string, object?> map && map.Values.All(item => item is string)
            ? map.ToDictionary(entry => entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal)
            : null;
}
