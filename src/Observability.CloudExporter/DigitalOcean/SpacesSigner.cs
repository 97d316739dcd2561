using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Observability.CloudExporter.Api;
using Observability.CloudExporter.Configuration;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>
/// Signs requests to Spaces, which takes Amazon's signature version 4
/// (https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html). GETs only.
/// </summary>
internal sealed class SpacesSigner(Credential key, Credential secret, string region, TimeProvider time) : IRequestSigner
{
    // SHA-256 of nothing: a GET has no body.
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    /// <inheritdoc/>
    public string Remedy => $"Look at {key.Key} and {secret.Key}: the key must exist and may need full access to list buckets.";

    /// <summary>Address that lists the buckets of a region.</summary>
    public static Uri BucketsOf(string region) => new($"https://{region}.digitaloceanspaces.com/");

    /// <inheritdoc/>
    public bool IsProviders(Uri request) => request == BucketsOf(region);

    /// <inheritdoc/>
    public void Sign(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var at = time.GetUtcNow();
        request.Headers.Add("x-amz-content-sha256", EmptyHash);
        request.Headers.Add("x-amz-date", Stamp(at));
        request.Headers.TryAddWithoutValidation("Authorization", Authorize(key.Read(), secret.Read(), region, request.RequestUri!, at));
    }

    /// <summary>The value of the header <c>Authorization</c> for a GET.</summary>
    internal static string Authorize(string key, string secret, string region, Uri address, DateTimeOffset at)
    {
        const string Signed = "host;x-amz-content-sha256;x-amz-date";
        var day = at.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{region}/s3/aws4_request";

        // An argument without a value is signed as if it had an empty one.
        var query = string.Join('&', address.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(static argument => argument.Contains('=', StringComparison.Ordinal) ? argument : argument + "=")
            .Order(StringComparer.Ordinal));
        var request = $"GET\n{address.AbsolutePath}\n{query}\nhost:{address.Authority}\nx-amz-content-sha256:{EmptyHash}\nx-amz-date:{Stamp(at)}\n\n{Signed}\n{EmptyHash}";
        var text = $"AWS4-HMAC-SHA256\n{Stamp(at)}\n{scope}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";

        var signing = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in new[] { day, region, "s3", "aws4_request", text })
        {
            signing = HMACSHA256.HashData(signing, Encoding.UTF8.GetBytes(part));
        }

        return $"AWS4-HMAC-SHA256 Credential={key}/{scope}, SignedHeaders={Signed}, Signature={Convert.ToHexStringLower(signing)}";
    }

    private static string Stamp(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
