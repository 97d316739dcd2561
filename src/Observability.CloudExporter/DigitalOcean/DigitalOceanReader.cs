using Observability.CloudExporter.Api;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Reads the documents of one account, lists to their last page (https://docs.digitalocean.com/reference/api/).</summary>
internal sealed class DigitalOceanReader(ICloudApi api)
{
    // The most that the API gives at once.
    private const string PageSize = "?per_page=200";

    // 100,000 objects. More is not an account but a list whose next page leads back.
    private const int MaxPages = 500;

    private static readonly Uri s_endpoint = new("https://api.digitalocean.com");

    /// <summary>A document that is no list, such as that of the path <c>/v2/account</c>.</summary>
    public Task<CloudDocument> GetAsync(string path, CancellationToken cancellationToken) =>
        GetAsync(new Uri(s_endpoint, path), cancellationToken);

    /// <summary>A list, such as <c>{ "droplets": [ … ] }</c> of the path <c>/v2/droplets</c>, from all its pages.</summary>
    public async Task<List<CloudDocument>> ListAsync(string path, string field, CancellationToken cancellationToken)
    {
        var all = new List<CloudDocument>();
        var address = new Uri(s_endpoint, path + PageSize);
        for (var pages = 1; ; pages++)
        {
            var page = await GetAsync(address, cancellationToken);
            all.AddRange(page.Items(field));

            // "links": { "pages": { "next": "https://api.digitalocean.com/v2/droplets?page=2&per_page=200" } }
            var next = page.Find("links")?.Find("pages")?.TextOrEmpty("next");
            if (string.IsNullOrEmpty(next))
            {
                return all;
            }

            if (pages == MaxPages)
            {
                throw new InvalidDataException($"GET {path}: the list has not ended after {MaxPages} pages.");
            }

            // Only the path is taken: an answer does not get to send the token to another host.
            address = new Uri(s_endpoint, new Uri(s_endpoint, next).PathAndQuery);
        }
    }

    private async Task<CloudDocument> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        await using var body = await api.GetAsync(address, cancellationToken);
        return await CloudDocument.ReadAsync(address.AbsolutePath, body, cancellationToken);
    }
}
