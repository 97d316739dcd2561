namespace Observability.Hosting.Model;

/// <summary>
/// Text that is always written in single quotes: what some YAML reader would take for a date or a word such as <c>off</c>, and a
/// reference such as <c>${KEY}</c>, whose value a server puts in its place before it reads the YAML.
/// </summary>
/// <param name="Value">The text.</param>
internal sealed record YamlQuoted(string Value);
