namespace Observability.CloudExporter.Metrics;

/// <summary>One value of a family, as of the refresh that read it.</summary>
/// <param name="Family">The metric.</param>
/// <param name="Value">The value.</param>
/// <param name="LabelValues">The values of the family's labels without <c>account</c>.</param>
internal sealed record Sample(MetricFamily Family, double Value, string[] LabelValues);
