namespace Observability.LogQL.Templates;

/// <summary>A verb of a format: <c>%-8.3f</c>.</summary>
/// <param name="Letter">What is written.</param>
/// <param name="Flags">How: <c>-</c>, <c>+</c>, <c>#</c>, blank, <c>0</c>.</param>
/// <param name="Width">How wide at least.</param>
/// <param name="Precision">How exactly, or how long at most.</param>
internal readonly record struct GoVerb(char Letter, string Flags, int? Width, int? Precision);
