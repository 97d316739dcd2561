using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Observability.Hosting.Model;

/// <summary>Where the image of a server comes from.</summary>
/// <param name="Registry">Registry host, for example <c>quay.io</c>; for a mirror also the path below which it keeps its copies.</param>
/// <param name="Repository">Repository in the registry, for example <c>prometheus/prometheus</c>.</param>
/// <param name="Tag">Pinned tag; never <c>latest</c>. Empty where there is only a digest.</param>
public sealed partial record ServerImage(string Registry, string Repository, string Tag)
{
    private const string Hub = "docker.io";

    /// <summary>The digest without its algorithm's name (sha256), or null where the tag decides.</summary>
    public string? Digest { get; private init; }

    /// <summary>
    /// The server's version where the tag begins with one of two or three numbers: 2.42 for <c>v2.42.0</c>, 4.3.5 for
    /// <c>4.3.5-management</c>; else null. Nothing else of an image says it before it runs.
    /// </summary>
    public Version? Version => TagVersion().Match(Tag) is { Success: true } match ? Version.Parse(match.Groups["version"].ValueSpan) : null;

    /// <summary>The reference as an engine takes it: <c>registry/repository:tag</c>.</summary>
    public override string ToString() =>
        $"{Registry}/{Repository}{(Tag.Length > 0 ? $":{Tag}" : null)}{(Digest is null ? null : $"@sha256:{Digest}")}";

    /// <summary>
    /// Reads <c>[registry/]repository[:tag][@sha256:digest]</c> as an engine does: without a registry it is Docker Hub's, and without a path
    /// one of the Hub's own (https://pkg.go.dev/github.com/distribution/reference).
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerImage? image)
    {
        ArgumentNullException.ThrowIfNull(text);
        image = null;
        if (Reference().Match(text) is not { Success: true } match)
        {
            return false;
        }

        var (registry, repository) = (match.Groups["registry"].Value, match.Groups["repository"].Value);
        if (registry.Length == 0)
        {
            (registry, repository) = (Hub, repository.Contains('/', StringComparison.Ordinal) ? repository : $"library/{repository}");
        }

        var digest = match.Groups["digest"].Value;
        var tag = match.Groups["tag"].Value;
        image = new ServerImage(registry, repository, tag.Length == 0 && digest.Length == 0 ? "latest" : tag)
        {
            Digest = digest.Length == 0 ? null : digest,
        };
        return true;
    }

    // v2.42.0, 2.9.1-alpine, 4.3.5-management; not 20261126 and not 1.2.3.4
    [GeneratedRegex(@"^v?(?<version>\d{1,9}\.\d{1,9}(\.\d{1,9})?)(?![\d.])")]
    private static partial Regex TagVersion();

    // A first part with a dot or a port, or localhost, is a registry.
    [GeneratedRegex(
        @"^((?<registry>localhost(:\d+)?|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?|[A-Za-z0-9-]+:\d+)/)?(?<repository>[a-z0-9]+([._-]+[a-z0-9]+)*(/[a-z0-9]+([._-]+[a-z0-9]+)*)*)(:(?<tag>\w[\w.-]{0,127}))?(@sha256:(?<digest>[0-9a-f]+))?\z")]
    private static partial Regex Reference();
}
