namespace Observability.StandIns.Points.Storage;

/// <summary>One value of one column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Time">Nanoseconds since 1970.</param>
/// <param name="Bits">A number's or boolean's bits.</param>
/// <param name="Text">The text, where the column has texts.</param>
internal readonly record struct PointRow(SeriesColumn Column, long Time, long Bits, string? Text);
