using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Marks a resource that is not started, whether it has no backend or waits for one that has none.</summary>
/// <param name="Cause">The reason and the remedy.</param>
public sealed record NotStartedAnnotation(NotStarted Cause) : IResourceAnnotation;
