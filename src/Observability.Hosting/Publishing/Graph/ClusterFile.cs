namespace Observability.Hosting.Publishing.Graph;

/// <summary>A configuration file in a cluster: a text, or a key of a Secret.</summary>
/// <param name="Path">Absolute path in the image.</param>
/// <param name="Text">The text; null where it is secret.</param>
/// <param name="Secret">The key of a Secret; null where it is not secret.</param>
/// <param name="IsContent">True where it has a ConfigMap of its own.</param>
internal sealed record ClusterFile(string Path, string? Text, SecretKey? Secret, bool IsContent);
