namespace Observability.Hosting.Model;

/// <summary>Text of several lines that is written as it is, after a <c>|</c>, where YAML allows it.</summary>
/// <param name="Value">The text.</param>
internal sealed record YamlBlock(string Value);
