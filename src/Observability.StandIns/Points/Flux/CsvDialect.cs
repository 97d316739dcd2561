namespace Observability.StandIns.Points.Flux;

/// <summary>How a result is written (https://docs.influxdata.com/influxdb/v2/reference/syntax/annotated-csv/).</summary>
/// <param name="Annotations">Which of <c>datatype</c>, <c>group</c> and <c>default</c>, in this order.</param>
/// <param name="HasHeader">Whether there is a row of names.</param>
/// <param name="Delimiter">What is between two columns.</param>
/// <param name="HasNanoseconds">Whether the annotation of times says so; the times are the same.</param>
internal sealed record CsvDialect(IReadOnlyList<string> Annotations, bool HasHeader, char Delimiter, bool HasNanoseconds)
{
    /// <summary>What a request without a dialect gets.</summary>
    public static CsvDialect Default { get; } = new([], true, ',', false);
}
