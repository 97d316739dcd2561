namespace Observability.Hosting.Model;

/// <summary>Indices of a store of documents that belong together.</summary>
/// <param name="Pattern">Name of an index, or several by <c>*</c>.</param>
/// <param name="NameAt">Name of the index of a time, where a data source computes it; null where it asks all.</param>
internal sealed record DocumentPattern(string Pattern, Func<DateTime, string>? NameAt);
