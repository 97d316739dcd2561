namespace Observability.LogQL.Syntax;

/// <summary>Whether a label is an address, or one of several: <c>addr = ip("10.0.0.0/8")</c>.</summary>
/// <param name="Label">Name of the label.</param>
/// <param name="IsNegated">Whether it must not be one.</param>
/// <param name="Pattern">An address, a range or a prefix.</param>
public sealed record IpLabelFilter(string Label, bool IsNegated, string Pattern) : LabelFilter;
