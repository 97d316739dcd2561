namespace Observability.Hosting.Model;

/// <summary>A bucket behind an S3 API.</summary>
/// <param name="Endpoint">Host of the API, without scheme and without the bucket.</param>
/// <param name="Region">Region.</param>
/// <param name="Bucket">Name of the bucket.</param>
/// <param name="AccessKey">Access key.</param>
/// <param name="SecretKey">Secret key.</param>
public sealed record ObjectStore(
    string Endpoint, string Region, string Bucket, SecretReference AccessKey, SecretReference SecretKey)
{
    /// <summary>
    /// A bucket of DigitalOcean Spaces (https://docs.digitalocean.com/products/spaces/reference/s3-compatibility/).
    /// </summary>
    /// <param name="region">Region, for example <c>lon1</c>.</param>
    /// <param name="bucket">Name of the bucket.</param>
    /// <param name="accessKey">Access key.</param>
    /// <param name="secretKey">Secret key.</param>
    public static ObjectStore Spaces(string region, string bucket, SecretReference accessKey, SecretReference secretKey) =>
        new($"{region}.digitaloceanspaces.com", region, bucket, accessKey, secretKey);
}
