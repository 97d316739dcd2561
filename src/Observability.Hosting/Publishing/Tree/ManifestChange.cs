namespace Observability.Hosting.Publishing.Tree;

/// <summary>A file that differs from what would be published.</summary>
/// <param name="Path">Path below the output folder.</param>
/// <param name="Old">What is there, or null.</param>
/// <param name="New">What would be published; null where the file would go.</param>
/// <param name="IsExecutable">True for a script.</param>
internal sealed record ManifestChange(string Path, string? Old, string? New, bool IsExecutable);
