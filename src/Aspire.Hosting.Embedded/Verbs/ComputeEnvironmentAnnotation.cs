using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Verbs;

/// <summary>The environment that a resource is published to.</summary>
internal sealed class ComputeEnvironmentAnnotation(IComputeEnvironmentResource computeEnvironment) : IResourceAnnotation
{
    public IComputeEnvironmentResource ComputeEnvironment { get; } = computeEnvironment;
}
