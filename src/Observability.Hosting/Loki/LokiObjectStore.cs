using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.Loki;

/// <summary>Finds the mistakes that people make in the coordinates of a bucket.</summary>
internal static partial class LokiObjectStore
{
    /// <summary>What is wrong with a bucket's coordinates, or null. Loki itself would start and fail with its first chunk.</summary>
    public static string? WhyNot(ObjectStore store)
    {
        if (!BucketPattern().IsMatch(store.Bucket))
        {
            return $"'{store.Bucket}' is no name of a bucket: it has 3 to 63 lower-case letters, digits, dots and hyphens.";
        }

        if (store.Endpoint.Contains("://", StringComparison.Ordinal))
        {
            return $"The endpoint '{store.Endpoint}' has a scheme: give the host only.";
        }

        if (HasBucket(store))
        {
            return $"The endpoint '{store.Endpoint}' has the bucket '{store.Bucket}' in it, which Loki adds itself: give the host of the region only.";
        }

        if (!EndpointPattern().IsMatch(store.Endpoint))
        {
            return $"'{store.Endpoint}' is no endpoint: give a host, with a port where it has one.";
        }

        return RegionPattern().IsMatch(store.Region)
            ? null
            : $"'{store.Region}' is no region: it has lower-case letters, digits and hyphens.";
    }

    private static bool HasBucket(ObjectStore store) =>
        store.Endpoint.StartsWith(store.Bucket + ".", StringComparison.OrdinalIgnoreCase)
        || store.Endpoint.Split('/').Skip(1).Contains(store.Bucket, StringComparer.OrdinalIgnoreCase);

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketPattern();

    [GeneratedRegex(@"^[A-Za-z0-9.-]+(:[0-9]{1,5})?\z")]
    private static partial Regex EndpointPattern();

    [GeneratedRegex(@"^[a-z0-9-]+\z")]
    private static partial Regex RegionPattern();
}
