namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>
/// A container image as users write it: <c>[registry/]image[:tag][@sha256:digest]</c>, for example
/// <c>docker.io/library/postgres:17</c> or <c>localhost:5000/tools/probe@sha256:0123…</c>.
/// </summary>
internal sealed record ImageReference(string? Registry, string Image, string? Tag, string? Sha256)
{
    private const string DigestPrefix = "sha256:";

    public static ImageReference Parse(string text)
    {
        var rest = text;
        string? digest = null;
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        if (at >= 0)
        {
            digest = rest[(at + 1)..];
            rest = rest[..at];
            if (!digest.StartsWith(DigestPrefix, StringComparison.OrdinalIgnoreCase) || digest.Length == DigestPrefix.Length)
            {
                throw new DistributedApplicationException($"Image '{text}': the digest after '@' must be 'sha256:' and the hash.");
            }

            digest = digest[DigestPrefix.Length..];
        }

        // A colon before the last slash belongs to the registry's port.
        string? tag = null;
        var colon = rest.LastIndexOf(':');
        if (colon > rest.LastIndexOf('/'))
        {
            tag = rest[(colon + 1)..];
            rest = rest[..colon];
        }

        string? registry = null;
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash > 0 && IsRegistry(rest[..slash]))
        {
            registry = rest[..slash];
            rest = rest[(slash + 1)..];
        }

        return rest.Length == 0 || tag is { Length: 0 }
            ? throw new DistributedApplicationException($"Image '{text}' is not of the form [registry/]image[:tag][@sha256:digest].")
            : new ImageReference(registry, rest, tag, digest);
    }

    // The rule of container engines: a first part is a host only if it has a dot or a port or is localhost.
    private static bool IsRegistry(string part) => part == "localhost" || part.Contains('.') || part.Contains(':');
}
