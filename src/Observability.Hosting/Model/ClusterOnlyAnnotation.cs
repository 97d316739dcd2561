using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Marks a resource that makes sense in a Kubernetes cluster only: it is published and never run on the laptop.</summary>
public sealed record ClusterOnlyAnnotation : IResourceAnnotation;
