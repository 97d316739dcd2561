namespace Observability.StandIns.Points.InfluxQL.Syntax;

/// <summary>A token.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its text, without quotes.</param>
/// <param name="Position">Where it begins.</param>
internal readonly record struct QlToken(QlTokenKind Kind, string Text, int Position);
