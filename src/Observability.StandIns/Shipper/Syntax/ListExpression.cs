namespace Observability.StandIns.Shipper.Syntax;

/// <summary>A list: <c>[a, b]</c>.</summary>
internal sealed record ListExpression(AlloyPosition Position, IReadOnlyList<AlloyExpression> Items) : AlloyExpression(Position);
