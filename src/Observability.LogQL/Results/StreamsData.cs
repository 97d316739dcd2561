namespace Observability.LogQL.Results;

/// <summary>Lines by the labels that they have at the end of the pipeline.</summary>
/// <param name="Streams">In the order of their labels' text; within each, entries in the query's direction.</param>
public sealed record StreamsData(IReadOnlyList<ResultStream> Streams) : QueryData
{
    /// <inheritdoc />
    public override string ResultType => "streams";
}
