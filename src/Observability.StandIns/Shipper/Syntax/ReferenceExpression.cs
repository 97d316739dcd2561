namespace Observability.StandIns.Shipper.Syntax;

/// <summary>What a component exports or the library has: <c>loki.write.default.receiver</c>.</summary>
internal sealed record ReferenceExpression(AlloyPosition Position, string Path) : AlloyExpression(Position);
