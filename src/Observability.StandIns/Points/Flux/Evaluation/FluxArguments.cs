using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Evaluation;

/// <summary>The arguments of a call of one of the language's functions.</summary>
/// <param name="function">The function, for messages.</param>
/// <param name="values">What was given, by name.</param>
/// <param name="evaluator">Calls functions that were given.</param>
internal sealed class FluxArguments(FluxFunction function, Dictionary<string, FluxValue> values, FluxEvaluator evaluator)
{
    /// <summary>Calls functions that were given.</summary>
    public FluxEvaluator Evaluator => evaluator;

    /// <summary>What the query may see and cost.</summary>
    public QueryContext Context => evaluator.Context;

    /// <summary>Names of all that was given.</summary>
    public IReadOnlyDictionary<string, FluxValue> All => values;

    /// <summary>True where it was given.</summary>
    public bool Has(string name) => values.TryGetValue(name, out var value) && !value.IsNull;

    /// <summary>Any value.</summary>
    public FluxValue Get(string name) => values.TryGetValue(name, out var value) ? value : throw Fail($"missing required argument {name}");

    /// <summary>A value of a type.</summary>
    public FluxValue Get(string name, ValueKind kind)
    {
        var value = Get(name);
        return value.Kind == kind
            ? value
            : throw Fail($"expected {FluxValue.Name(kind)} for argument {name}, got {FluxValue.Name(value.Kind)}");
    }

    /// <summary>The tables that were piped in.</summary>
    public IEnumerable<FluxTable> Tables => Get("tables", ValueKind.Stream).Stream;

    /// <summary>The tables that were piped in and have rows, or are empty on purpose.</summary>
    public IEnumerable<FluxTable> FullTables => Tables.Where(static table => !table.IsStored || table.Count > 0);

    /// <summary>A text.</summary>
    public string Text(string name, string? otherwise = null) =>
        otherwise is not null && !Has(name) ? otherwise : Get(name, ValueKind.String).Text;

    /// <summary>A whole number.</summary>
    public long Int(string name, long? otherwise = null) => otherwise is { } value && !Has(name) ? value : Get(name, ValueKind.Int).Bits;

    /// <summary>A number of any type.</summary>
    public double Number(string name, double? otherwise = null)
    {
        var value = otherwise is { } other && !Has(name) ? FluxValue.Of(other) : Get(name);
        return value.IsNumber() ? value.Number : throw Fail($"expected float for argument {name}, got {FluxValue.Name(value.Kind)}");
    }

    /// <summary>A boolean.</summary>
    public bool Bool(string name, bool otherwise) => Has(name) ? Get(name, ValueKind.Bool).IsTrue : otherwise;

    /// <summary>A duration.</summary>
    public FluxDuration Duration(string name, FluxDuration? otherwise = null) =>
        otherwise is not null && !Has(name) ? otherwise : Get(name, ValueKind.Duration).Duration;

    /// <summary>A function.</summary>
    public FluxFunction Function(string name) => Get(name, ValueKind.Function).Function;

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string name, params string[] otherwise) => Has(name)
        ? [.. Get(name, ValueKind.Array).Items.Select(item =>
            item.Kind == ValueKind.String ? item.Text : throw Fail($"{name} must be a list of strings"))]
        : otherwise;

    /// <summary>A time: itself, or a duration from now, or seconds since 1970.</summary>
    public long Time(string name, long? otherwise = null)
    {
        if (otherwise is { } other && !Has(name))
        {
            return other;
        }

        var value = Get(name);
        return value.Kind switch
        {
            ValueKind.Time => value.Bits,
            ValueKind.Duration => value.Duration.AddTo(Context.Now),
            ValueKind.Int => FluxTime.Add(0, Math.Clamp(value.Bits, -FluxTime.Second * 8, FluxTime.Second * 8) * FluxTime.Second),
            _ => throw Fail($"expected time for argument {name}, got {FluxValue.Name(value.Kind)}"),
        };
    }

    /// <summary>An error that names the function.</summary>
    public FluxException Fail(string message) => new($"error calling function \"{function.Name}\": {message}");
}
