namespace Observability.StandIns.Shipper.Files;

/// <summary>A file to follow.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Key">Its labels as text; with the path the key of its position.</param>
/// <param name="Labels">Labels of its lines, the file's name among them.</param>
internal sealed record FileTarget(string Path, string Key, IReadOnlyDictionary<string, string> Labels);
