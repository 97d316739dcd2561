namespace Observability.StandIns.Shipper.Syntax;

/// <summary>A map: <c>{ a = 1, "b" = 2 }</c>.</summary>
internal sealed record MapExpression(
    AlloyPosition Position, IReadOnlyList<KeyValuePair<string, AlloyExpression>> Entries) : AlloyExpression(Position);
