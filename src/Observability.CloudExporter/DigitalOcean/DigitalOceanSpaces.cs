using System.Xml;
using System.Xml.Linq;
using Observability.CloudExporter.Api;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Buckets of Spaces, region by region: each answers for its own only.</summary>
internal static class DigitalOceanSpaces
{
    private static readonly XNamespace s_s3 = "http://s3.amazonaws.com/doc/2006-03-01/";

    // <ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Buckets>
    //   <Bucket><Name>…</Name><CreationDate>2026-01-02T03:04:05.678Z</CreationDate></Bucket></Buckets></ListAllMyBucketsResult>
    public static async Task<IReadOnlyList<Sample>> ReadAsync(
        IReadOnlyList<KeyValuePair<string, ICloudApi>> spaces, CancellationToken cancellationToken)
    {
        var regions = await Task.WhenAll(spaces.Select(region => ReadAsync(region.Key, region.Value, cancellationToken)));
        return [.. regions.SelectMany(static samples => samples)];
    }

    private static async Task<IEnumerable<Sample>> ReadAsync(string region, ICloudApi api, CancellationToken cancellationToken)
    {
        var address = SpacesSigner.BucketsOf(region);
        await using var body = await api.GetAsync(address, cancellationToken);
        var answer = await LoadAsync(address, body, cancellationToken);
        return answer.Descendants(s_s3 + "Bucket")
            .Select(bucket => DigitalOceanMetrics.Bucket.Sample(1, Text(bucket, "CreationDate"), region, Text(bucket, "Name")))
            .ToList();

        string Text(XElement bucket, string field) =>
            bucket.Element(s_s3 + field)?.Value ?? throw new InvalidDataException($"GET {address.Host}: a bucket has no {field}.");
    }

    private static async Task<XDocument> LoadAsync(Uri address, Stream body, CancellationToken cancellationToken)
    {
        try
        {
            // No document type, so nothing that an answer could make it fetch or expand.
            using var reader = XmlReader.Create(body, new XmlReaderSettings { Async = true, DtdProcessing = DtdProcessing.Prohibit });
            return await XDocument.LoadAsync(reader, LoadOptions.None, cancellationToken);
        }
        catch (XmlException wrong)
        {
            throw new InvalidDataException($"GET {address.Host}: the answer is not XML: {wrong.Message}", wrong);
        }
    }
}
