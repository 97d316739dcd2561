namespace Observability.LogQL;

/// <summary>A label of a stream, an entry or a series.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public readonly record struct Label(string Name, string Value);
