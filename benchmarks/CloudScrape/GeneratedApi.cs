using System.Globalization;
using System.Text;
using System.Web;
using Observability.CloudExporter.Api;

namespace CloudScrape;

/// <summary>A DigitalOcean account with as many droplets as asked for, 200 a page, and nothing else.</summary>
internal sealed class GeneratedApi(int droplets) : ICloudApi
{
    private const int PageSize = 200;

    /// <inheritdoc/>
    public Task<Stream> GetAsync(Uri request, CancellationToken cancellationToken)
    {
        var page = int.Parse(HttpUtility.ParseQueryString(request.Query)["page"] ?? "1", CultureInfo.InvariantCulture);
        var text = new StringBuilder("{\"droplets\":[");
        var first = (page - 1) * PageSize;
        var last = Math.Min(droplets, first + PageSize);
        for (var i = first; i < last; i++)
        {
            text.Append(i == first ? "" : ",").Append(CultureInfo.InvariantCulture, $$"""
                {"id":{{3_000_000 + i}},"name":"web-{{i}}","status":"active","vcpus":2,"memory":4096,"disk":80,"region":{"slug":"lon1"},"size":{"price_hourly":0.03571,"price_monthly":24}}
                """);
        }

        text.Append(last < droplets
            ? $$$"""],"links":{"pages":{"next":"https://api.digitalocean.com/v2/droplets?page={{{page + 1}}}&per_page=200"}}}"""
            : "]}");
        return Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
