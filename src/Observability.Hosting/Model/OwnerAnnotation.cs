using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Says whose a resource is that has no life of its own, such as a generated password.</summary>
/// <param name="Owner">The resource it belongs to.</param>
public sealed record OwnerAnnotation(IResource Owner) : IResourceAnnotation;
