namespace Observability.LogQL.Results;

/// <summary>Values of each series over time.</summary>
/// <param name="Series">In the order of their labels.</param>
public sealed record MatrixData(IReadOnlyList<SampleSeries> Series) : QueryData
{
    /// <inheritdoc />
    public override string ResultType => "matrix";
}
