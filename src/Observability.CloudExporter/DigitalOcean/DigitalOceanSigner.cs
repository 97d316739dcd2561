using System.Net.Http.Headers;
using Observability.CloudExporter.Api;
using Observability.CloudExporter.Configuration;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Presents a personal access token (https://docs.digitalocean.com/reference/api/#section/Authentication).</summary>
internal sealed class DigitalOceanSigner(Credential token) : IRequestSigner
{
    private const string Host = "api.digitalocean.com";

    /// <inheritdoc/>
    public string Remedy => $"Look at {token.Key}: the token must be valid and may need the scope that the message names, such as billing:read.";

    /// <inheritdoc/>
    public bool IsProviders(Uri request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Scheme == Uri.UriSchemeHttps && request.Host == Host;
    }

    /// <inheritdoc/>
    public void Sign(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Read());
    }
}
