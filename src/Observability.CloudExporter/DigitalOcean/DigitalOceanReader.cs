using System.Text.Json.Serialization.Metadata;
using Observability.CloudExporter.Api;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Reads the documents of one account, lists to their last page.</summary>
internal sealed class DigitalOceanReader(ICloudApi api)
{
    private static readonly Uri s_endpoint = new("https://api.digitalocean.com");

    // The most that the API gives at once (https://docs.digitalocean.com/reference/api/, "Links & Pagination").
    private const string PageSize = "?per_page=200";

    // 100,000 objects. More is not an account but a list whose next page leads back.
    private const int MaxPages = 500;

    /// <summary>A document that is no list.</summary>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        api.GetJsonAsync(new Uri(s_endpoint, path), type, cancellationToken);

    /// <summary>A list, such as that of the path <c>/v2/droplets</c>, from all its pages.</summary>
    public async Task<List<TItem>> ListAsync<TPage, TItem>(
        string path, JsonTypeInfo<TPage> type, Func<TPage, IReadOnlyList<TItem>?> items, CancellationToken cancellationToken)
        where TPage : Page
    {
        var all = new List<TItem>();
        var address = new Uri(s_endpoint, path + PageSize);
        for (var pages = 1; ; pages++)
        {
            var page = await api.GetJsonAsync(address, type, cancellationToken);
            all.AddRange(items(page) ?? []);
            if (page.Links?.Pages?.Next is not { Length: > 0 } next)
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
}
