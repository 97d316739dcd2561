namespace Observability.LogQL.Results;

/// <summary>A number: what an instant query of an expression without streams gives.</summary>
/// <param name="Time">Milliseconds since the Unix epoch.</param>
/// <param name="Value">The value; <see cref="ResultFormat.Value"/> writes it as Loki does.</param>
public sealed record ScalarData(long Time, double Value) : QueryData
{
    /// <inheritdoc />
    public override string ResultType => "scalar";
}
