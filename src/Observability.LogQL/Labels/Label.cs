namespace Observability.LogQL;

/// <summary>A label of a stream, an entry or a series.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value; never empty, since an empty label is one that is not there.</param>
public readonly record struct Label(string Name, string Value);
