namespace Observability.Hosting.Model;

/// <summary>A folder of the node that a server reads.</summary>
/// <param name="Path">Path on the node.</param>
/// <param name="MountPath">Path in the container.</param>
public sealed record NodeFolder(string Path, string MountPath);
