using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Web;
using Observability.CloudExporter.Api;

namespace CloudScrape;

/// <summary>A DigitalOcean account with as many droplets as asked for, 200 a page, and nothing else.</summary>
internal sealed class GeneratedApi : ICloudApi
{
    private const int PageSize = 200;

    /// <summary>How many it has.</summary>
    public int Droplets { get; set; } = 1;

    /// <inheritdoc/>
    public Task<Stream> GetAsync(Uri request, CancellationToken cancellationToken)
    {
        var page = int.Parse(HttpUtility.ParseQueryString(request.Query)["page"] ?? "1", CultureInfo.InvariantCulture);
        var first = (page - 1) * PageSize;
        var last = Math.Min(Droplets, first + PageSize);
        var text = JsonSerializer.Serialize(new
        {
            droplets = Enumerable.Range(first, last - first).Select(static i => new
            {
                id = 3_000_000 + i,
                name = $"web-{i}",
                status = "active",
                vcpus = 2,
                memory = 4096,
                disk = 80,
                region = new { slug = "lon1" },
                size = new { price_hourly = 0.03571, price_monthly = 24 },
            }),
            links = new { pages = new { next = last < Droplets ? $"https://api.digitalocean.com/v2/droplets?page={page + 1}&per_page={PageSize}" : "" } },
        });
        return Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(text)));
    }
}
