namespace Observability.CloudExporter.Api;

/// <summary>
/// Gets the documents of one account. The collectors know paths and documents; what stands behind this knows how to get
/// them: from a recording, or over HTTP with a signature or a token. Whatever adds a credential must first make sure
/// that the host is the provider's, because some addresses (Exoscale's zones, DigitalOcean's next page) come out of answers.
/// </summary>
internal interface ICloudApi
{
    /// <summary>The body of a successful answer to a GET.</summary>
    /// <param name="request">The absolute address.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="IOException">There is no such document, or no successful answer.</exception>
    Task<Stream> GetAsync(Uri request, CancellationToken cancellationToken);
}
