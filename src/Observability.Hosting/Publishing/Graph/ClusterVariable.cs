namespace Observability.Hosting.Publishing.Graph;

/// <summary>An environment variable: a text, a key of a Secret, or a field of the pod.</summary>
/// <param name="Name">Name of the variable.</param>
/// <param name="Text">The text, in which <c>$(NAME)</c> stands for an earlier variable; null for one of the other two.</param>
/// <param name="Secret">The key of a Secret, or null.</param>
/// <param name="PodField">The field of the pod, or null.</param>
internal sealed record ClusterVariable(string Name, string? Text, SecretKey? Secret = null, string? PodField = null);
