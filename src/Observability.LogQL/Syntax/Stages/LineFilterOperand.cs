namespace Observability.LogQL.Syntax;

/// <summary>What a line is searched for.</summary>
/// <param name="Text">A text, a regular expression, a pattern, or of <c>ip("…")</c> an address or several.</param>
/// <param name="IsIp">Whether it was <c>ip("…")</c>.</param>
public sealed record LineFilterOperand(string Text, bool IsIp);
