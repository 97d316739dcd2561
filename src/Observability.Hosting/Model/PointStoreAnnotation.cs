using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>How points are written to a store.</summary>
/// <param name="Organization">Organisation.</param>
/// <param name="Bucket">Bucket.</param>
/// <param name="Token">Token that may write to it.</param>
/// <param name="EndpointName">Endpoint that takes them.</param>
public sealed record PointStoreAnnotation(
    string Organization, string Bucket, SecretReference Token, string EndpointName = "http") : IResourceAnnotation;
