using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>A named piece of work in a pipeline.</summary>
[DebuggerDisplay("{Name,nq}")]
public class PipelineStep
{
    /// <summary>Name, unique in the pipeline.</summary>
    public required string Name { get; init; }

    /// <summary>What the step does.</summary>
    public required Func<PipelineStepContext, Task> Action { get; init; }

    /// <summary>What the step is for, in a sentence; null for none.</summary>
    public string? Description { get; init; }

    /// <summary>Names of the steps that must have succeeded before this one starts.</summary>
    public List<string> DependsOnSteps { get; init; } = [];

    /// <summary>Names of the steps that wait for this one.</summary>
    public List<string> RequiredBySteps { get; init; } = [];

    /// <summary>Labels by which other steps find this one, see <see cref="WellKnownPipelineTags"/>.</summary>
    public List<string> Tags { get; init; } = [];

    /// <summary>The resource that contributes the step; null for a step of the pipeline itself.</summary>
    public IResource? Resource { get; set; }

    /// <summary>Makes this step wait for the one of that name.</summary>
    public void DependsOn(string stepName)
    {
        ArgumentException.ThrowIfNullOrEmpty(stepName);
        DependsOnSteps.Add(stepName);
    }

    /// <summary>Makes this step wait for another.</summary>
    public void DependsOn(PipelineStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        DependsOnSteps.Add(step.Name);
    }

    /// <summary>Makes the step of that name wait for this one.</summary>
    public void RequiredBy(string stepName)
    {
        ArgumentException.ThrowIfNullOrEmpty(stepName);
        RequiredBySteps.Add(stepName);
    }

    /// <summary>Makes another step wait for this one.</summary>
    public void RequiredBy(PipelineStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        RequiredBySteps.Add(step.Name);
    }
}
