using System.Text.RegularExpressions;

namespace Observability.Hosting.Model;

/// <summary>
/// A bucket behind an S3 API. The mistakes that people make in its coordinates are refused here: a server would start with them and
/// fail with its first upload.
/// </summary>
public sealed partial record ObjectStore
{
    /// <summary>Makes one.</summary>
    /// <param name="endpoint">Host of the API, with a port where it has one; without scheme and without the bucket.</param>
    /// <param name="region">Region.</param>
    /// <param name="bucket">Name of the bucket, which must exist.</param>
    /// <param name="accessKey">Access key.</param>
    /// <param name="secretKey">Secret key.</param>
    /// <exception cref="ArgumentException">
    /// The endpoint has a scheme, a path or the bucket in it, or a part is empty or has a character that it cannot have.
    /// </exception>
    public ObjectStore(string endpoint, string region, string bucket, SecretReference accessKey, SecretReference secretKey)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(region);
        ArgumentNullException.ThrowIfNull(bucket);
        ArgumentNullException.ThrowIfNull(accessKey);
        ArgumentNullException.ThrowIfNull(secretKey);
        Require(
            BucketPattern().IsMatch(bucket),
            $"'{bucket}' is no name of a bucket: it has 3 to 63 lower-case letters, digits, dots and hyphens.",
            nameof(bucket));
        Require(
            !endpoint.Contains("://", StringComparison.Ordinal),
            $"The endpoint '{endpoint}' has a scheme: give the host only.",
            nameof(endpoint));
        Require(
            !HasBucket(endpoint, bucket),
            $"The endpoint '{endpoint}' has the bucket '{bucket}' in it, which is added by itself: give the host of the region only.",
            nameof(endpoint));
        Require(
            EndpointPattern().IsMatch(endpoint),
            $"'{endpoint}' is no endpoint: give a host, with a port where it has one.",
            nameof(endpoint));
        Require(
            RegionPattern().IsMatch(region),
            $"'{region}' is no region: it has lower-case letters, digits and hyphens.",
            nameof(region));
        (Endpoint, Region, Bucket, AccessKey, SecretKey) = (endpoint, region, bucket, accessKey, secretKey);
    }

    /// <summary>Host of the API, with a port where it has one.</summary>
    public string Endpoint { get; }

    /// <summary>Region.</summary>
    public string Region { get; }

    /// <summary>Name of the bucket.</summary>
    public string Bucket { get; }

    /// <summary>Access key.</summary>
    public SecretReference AccessKey { get; }

    /// <summary>Secret key.</summary>
    public SecretReference SecretKey { get; }

    /// <summary>
    /// A bucket of DigitalOcean Spaces (https://docs.digitalocean.com/products/spaces/reference/s3-compatibility/).
    /// </summary>
    /// <param name="region">Region, for example <c>lon1</c>.</param>
    /// <param name="bucket">Name of the bucket.</param>
    /// <param name="accessKey">Access key.</param>
    /// <param name="secretKey">Secret key.</param>
    /// <exception cref="ArgumentException">A part is empty or has a character that it cannot have.</exception>
    public static ObjectStore Spaces(string region, string bucket, SecretReference accessKey, SecretReference secretKey) =>
        new($"{region}.digitaloceanspaces.com", region, bucket, accessKey, secretKey);

    private static void Require(bool holds, string message, string parameter)
    {
        if (!holds)
        {
            throw new ArgumentException(message, parameter);
        }
    }

    private static bool HasBucket(string endpoint, string bucket) =>
        endpoint.StartsWith(bucket + ".", StringComparison.OrdinalIgnoreCase)
        || endpoint.Split('/').Skip(1).Contains(bucket, StringComparer.OrdinalIgnoreCase);

    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketPattern();

    [GeneratedRegex(@"^[A-Za-z0-9.-]+(:[0-9]{1,5})?\z")]
    private static partial Regex EndpointPattern();

    [GeneratedRegex(@"^[a-z0-9-]+\z")]
    private static partial Regex RegionPattern();
}
