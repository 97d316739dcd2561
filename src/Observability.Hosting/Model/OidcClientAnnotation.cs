using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Keeps the client on the application whose people sign in.</summary>
/// <param name="Client">The client.</param>
public sealed record OidcClientAnnotation(OidcClient Client) : IResourceAnnotation;
