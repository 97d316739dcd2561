namespace Observability.StandIns.Shipper.Syntax;

/// <summary>A value as it is written.</summary>
/// <param name="Position">Where it stands.</param>
internal abstract record AlloyExpression(AlloyPosition Position);
