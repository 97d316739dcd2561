namespace Observability.LogQL.Tests.Differential;

/// <summary>A metric expression as it is written, and its value for each series at a time in seconds.</summary>
/// <param name="Text">How it is written.</param>
/// <param name="At">The series, by their labels as text.</param>
/// <param name="Scalar">The number, where it is one.</param>
internal sealed record NaiveMetric(string Text, Func<long, IReadOnlyList<NaiveSample>> At, double? Scalar = null);
