using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Web;
using Observability.CloudExporter.Api;
using Observability.CloudExporter.Configuration;

namespace Observability.CloudExporter.Exoscale;

/// <summary>
/// Signs requests to Exoscale's API v2
/// (https://openapi-v2.exoscale.com/topic/topic-api-request-signature): HMAC-SHA256 over five lines, which are method and path, body,
/// values of the signed query arguments, headers (none) and the time from which the signature is worth nothing.
/// </summary>
internal sealed partial class ExoscaleSigner(Credential key, Credential secret, TimeProvider time) : IRequestSigner
{
    // The documentation's own examples expire within minutes; the clocks of two machines differ by less.
    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public string Remedy =>
        $"Look at {key.Key} and {secret.Key}: the key must exist, its role must allow to list, and this machine's clock must be right.";

    /// <inheritdoc/>
    public bool IsProviders(Uri request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Scheme == Uri.UriSchemeHttps && HostPattern().IsMatch(request.Host);
    }

    /// <inheritdoc/>
    public void Sign(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var expires = (time.GetUtcNow() + s_lifetime).ToUnixTimeSeconds();
        request.Headers.TryAddWithoutValidation(
            "Authorization", Authorize(key.Read(), secret.Read(), request.Method.Method, request.RequestUri!, "", expires));
    }

    /// <summary>The value of the header <c>Authorization</c>.</summary>
    /// <param name="key">API key.</param>
    /// <param name="secret">Its secret.</param>
    /// <param name="method">HTTP method.</param>
    /// <param name="address">Address of the request. An argument that comes twice is not signed.</param>
    /// <param name="body">Body, empty for a GET.</param>
    /// <param name="expires">Seconds since the epoch.</param>
    internal static string Authorize(string key, string secret, string method, Uri address, string body, long expires)
    {
        var query = HttpUtility.ParseQueryString(address.Query);
        var signed = query.AllKeys
            .OfType<string>()
            .Where(name => query.GetValues(name)!.Length == 1)
            .Order(StringComparer.Ordinal)
            .ToList();
        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"{method} {address.AbsolutePath}\n{body}\n{string.Concat(signed.Select(name => query[name]))}\n\n{expires}");
        var signature = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(message));
        var arguments = signed.Count == 0 ? "" : $",signed-query-args={string.Join(';', signed)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"EXO2-HMAC-SHA256 credential={key}{arguments},expires={expires},signature={Convert.ToBase64String(signature)}");
    }

    // https://openapi-v2.exoscale.com: one host for each zone.
    [GeneratedRegex(@"^api-[a-z0-9-]+\.exoscale\.com\z")]
    private static partial Regex HostPattern();
}
