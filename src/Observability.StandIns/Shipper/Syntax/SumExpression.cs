namespace Observability.StandIns.Shipper.Syntax;

/// <summary>Two texts or lists, one after the other: <c>a + b</c>.</summary>
internal sealed record SumExpression(AlloyPosition Position, AlloyExpression Left, AlloyExpression Right) : AlloyExpression(Position);
