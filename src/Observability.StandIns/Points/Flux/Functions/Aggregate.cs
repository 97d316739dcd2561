using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>Makes one value of some rows of a column.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="ResultKind">Type of the value for a type of column; nothing where it is not for such columns.</param>
/// <param name="Apply">Makes it of the rows from the first number to before the second.</param>
internal sealed record Aggregate(string Name, Func<ValueKind, ValueKind> ResultKind, Func<FluxColumn, int, int, FluxValue> Apply)
{
    /// <summary>Type of the value for a column.</summary>
    /// <exception cref="FluxException">It is not for such columns.</exception>
    public ValueKind KindFor(FluxColumn column) => ResultKind(column.Kind) is var kind and not ValueKind.Null
        ? kind
        : throw new FluxException($"unsupported input type for {Name} aggregate: {FluxValue.Name(column.Kind)}");
}
