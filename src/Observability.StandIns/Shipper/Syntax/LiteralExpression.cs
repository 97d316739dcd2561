namespace Observability.StandIns.Shipper.Syntax;

/// <summary>A text, a number, true, false or null.</summary>
internal sealed record LiteralExpression(AlloyPosition Position, object? Value) : AlloyExpression(Position);
