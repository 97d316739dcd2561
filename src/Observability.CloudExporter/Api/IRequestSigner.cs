namespace Observability.CloudExporter.Api;

/// <summary>Adds an account's credential to a request.</summary>
internal interface IRequestSigner
{
    /// <summary>Signs a request that is about to be sent; called again for each attempt.</summary>
    /// <exception cref="IOException">The credential cannot be read; the message names where it should be, never its value.</exception>
    void Sign(HttpRequestMessage request);

    /// <summary>What a person must look at when the provider refuses the credential.</summary>
    string Remedy { get; }

    /// <summary>Whether a host is the provider's own, which alone may see the credential.</summary>
    bool IsProviders(Uri request);
}
