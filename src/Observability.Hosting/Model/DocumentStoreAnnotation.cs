using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>How documents are written to a store.</summary>
/// <param name="User">User of basic authentication, or null where the store is open.</param>
/// <param name="Password">The user's password, or null where the store is open.</param>
/// <param name="EndpointName">Endpoint that takes them.</param>
public sealed record DocumentStoreAnnotation(
    string? User, SecretReference? Password, string EndpointName = "http") : IResourceAnnotation;
