namespace Observability.LogQL.Results;

/// <summary>One value of each series at one time.</summary>
/// <param name="Samples">In the order of their labels, unless the query sorts.</param>
public sealed record VectorData(IReadOnlyList<Sample> Samples) : QueryData
{
    /// <inheritdoc />
    public override string ResultType => "vector";
}
