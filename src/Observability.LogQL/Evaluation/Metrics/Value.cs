namespace Observability.LogQL.Evaluation.Metrics;

/// <summary>What a part of a metric query is: a number, or series.</summary>
/// <param name="Scalar">The number; null where it is series.</param>
/// <param name="Series">The series; empty where it is a number.</param>
internal sealed record Value(double? Scalar, IReadOnlyList<Series> Series)
{
    /// <summary>A number.</summary>
    public static Value Of(double scalar) => new(scalar, []);

    /// <summary>Series.</summary>
    public static Value Of(IReadOnlyList<Series> series) => new(null, series);
}
