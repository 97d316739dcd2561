using System.Web;

namespace Observability.CloudExporter.Api;

/// <summary>
/// Answers from the recordings built into the assembly. A recording is named like its request, and a further page has
/// its number: <c>api.digitalocean.com/v2/droplets.json</c>, <c>api.digitalocean.com/v2/droplets@2.json</c>.
/// </summary>
internal sealed class RecordedApi : ICloudApi
{
    /// <summary>The one instance; it has no state.</summary>
    public static readonly RecordedApi Instance = new();

    private RecordedApi()
    {
    }

    /// <inheritdoc/>
    public Task<Stream> GetAsync(Uri request, CancellationToken cancellationToken)
    {
        var page = HttpUtility.ParseQueryString(request.Query)["page"];
        var name = request.Host + request.AbsolutePath + (page is null or "1" ? "" : "@" + page) + ".json";
        return Task.FromResult(typeof(RecordedApi).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException($"GET {request.AbsolutePath}: the recorded account has no '{name}'."));
    }
}
