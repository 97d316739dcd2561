using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>All steps of a pipeline, before they are ordered.</summary>
public class PipelineConfigurationContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>Every step, of the pipeline and of all resources.</summary>
    public required IReadOnlyList<PipelineStep> Steps { get; init; }

    /// <summary>The application.</summary>
    public required DistributedApplicationModel Model { get; init; }

    /// <summary>The steps that carry a tag.</summary>
    public IEnumerable<PipelineStep> GetSteps(string tag)
    {
        ArgumentException.ThrowIfNullOrEmpty(tag);
        return Steps.Where(step => step.Tags.Contains(tag));
    }

    /// <summary>The steps that a resource contributes.</summary>
    public IEnumerable<PipelineStep> GetSteps(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Steps.Where(step => step.Resource == resource);
    }

    /// <summary>The steps that a resource contributes and that carry a tag.</summary>
    public IEnumerable<PipelineStep> GetSteps(IResource resource, string tag) =>
        GetSteps(resource).Where(step => step.Tags.Contains(tag));
}
