using System.Web;

namespace Observability.CloudExporter.Api;

/// <summary>
/// Answers from a recording: a folder, or the one built into the assembly. A document is named like its request, and a further page
/// has its number: <c>api.digitalocean.com/v2/droplets.json</c>, <c>api.digitalocean.com/v2/droplets@2.json</c>. The buckets of
/// Spaces, whose API speaks XML, are <c>lon1.digitaloceanspaces.com/buckets.xml</c>.
/// </summary>
/// <param name="folder">The folder, or null for the built-in account.</param>
internal sealed class RecordedApi(string? folder = null) : ICloudApi
{
    private const string SpacesDomain = ".digitaloceanspaces.com";
    private const string Buckets = "/buckets.xml";

    /// <summary>The regions of Spaces that the recording has.</summary>
    public IEnumerable<string> SpacesRegions => Names()
        .Where(static name => name.EndsWith(SpacesDomain + Buckets, StringComparison.Ordinal))
        .Select(static name => name[..^(SpacesDomain.Length + Buckets.Length)])
        .Order(StringComparer.Ordinal);

    /// <summary>The name of the document that answers a request.</summary>
    public static string NameOf(Uri request)
    {
        if (request.Host.EndsWith(SpacesDomain, StringComparison.Ordinal))
        {
            return request.Host + Buckets;
        }

        var page = HttpUtility.ParseQueryString(request.Query)["page"];
        return request.Host + request.AbsolutePath + (page is null or "1" ? "" : "@" + page) + ".json";
    }

    /// <inheritdoc/>
    public Task<Stream> GetAsync(Uri request, CancellationToken cancellationToken)
    {
        var name = NameOf(request);
        return Task.FromResult(Open(name)
            ?? throw new FileNotFoundException($"GET {request.AbsolutePath}: the recorded account has no '{name}'."));
    }

    private Stream? Open(string name)
    {
        if (folder is null)
        {
            return typeof(RecordedApi).Assembly.GetManifestResourceStream(name);
        }

        // The name comes out of answers: it must not lead out of the folder.
        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(root, name));
        return path.StartsWith(root, StringComparison.Ordinal) && File.Exists(path) ? File.OpenRead(path) : null;
    }

    private IEnumerable<string> Names() => folder is null
        ? typeof(RecordedApi).Assembly.GetManifestResourceNames()
        : Directory.EnumerateFiles(folder, "*.xml", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/'));
}
