namespace Observability.StandIns.Shipper.Syntax;

/// <summary>A call: <c>sys.env("NAME")</c>.</summary>
internal sealed record CallExpression(
    AlloyPosition Position, string Function, IReadOnlyList<AlloyExpression> Arguments) : AlloyExpression(Position);
