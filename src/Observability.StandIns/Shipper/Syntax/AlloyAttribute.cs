namespace Observability.StandIns.Shipper.Syntax;

/// <summary>An attribute: <c>name = value</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record AlloyAttribute(string Name, AlloyExpression Value, AlloyPosition Position);
