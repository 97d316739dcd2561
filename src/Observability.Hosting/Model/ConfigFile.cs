namespace Observability.Hosting.Model;

/// <summary>
/// A configuration file of a server, as text from a pure writer. The path is the one in the image; the same file is
/// mounted into a container, written below the state folder for a process and becomes a ConfigMap or, when it is
/// sensitive, a Secret in Kubernetes.
/// </summary>
/// <param name="Path">Absolute path in the image.</param>
/// <param name="Write">Writes the text once the endpoints of the graph are known.</param>
/// <param name="Sensitive">True when the text holds a secret: readable by the owner only, never shown.</param>
public sealed record ConfigFile(
    string Path,
    Func<ServerContext, CancellationToken, Task<string>> Write,
    bool Sensitive = false)
{
    /// <summary>The secret that is all there is in it, or null.</summary>
    public SecretReference? Secret { get; private init; }

    /// <summary>
    /// True where it is large and changes by itself, such as a dashboard: in a cluster it then has a ConfigMap of its own. Default: false.
    /// </summary>
    public bool IsContent { get; init; }

    /// <summary>A file whose text does not depend on the graph.</summary>
    public static ConfigFile FromText(string path, string text) => new(path, (_, _) => Task.FromResult(text));

    /// <summary>A file that holds one secret and nothing else.</summary>
    public static ConfigFile FromSecret(string path, SecretReference secret) =>
        new(
            path,
            async (_, cancellationToken) =>
                await secret.Parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? string.Empty,
            Sensitive: true) { Secret = secret };
}
