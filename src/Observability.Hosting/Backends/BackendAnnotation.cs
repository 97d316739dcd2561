using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Backends;

/// <summary>Keeps the chosen backend on the resource.</summary>
/// <param name="Backend">The backend.</param>
public sealed record BackendAnnotation(Backend Backend) : IResourceAnnotation;
