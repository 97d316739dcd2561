namespace Aspire.Hosting.Pipelines;

/// <summary>Relations for several steps at once. Each returns the steps it was given.</summary>
public static class PipelineStepExtensions
{
    /// <summary>Makes every step wait for another; null changes nothing.</summary>
    public static IEnumerable<PipelineStep> DependsOn(this IEnumerable<PipelineStep> steps, PipelineStep? step) =>
        step is null ? steps : DependsOn(steps, step.Name);

    /// <summary>Makes every step wait for the one of that name.</summary>
    public static IEnumerable<PipelineStep> DependsOn(this IEnumerable<PipelineStep> steps, string stepName)
    {
        ArgumentNullException.ThrowIfNull(steps);
        foreach (var step in steps)
        {
            step.DependsOn(stepName);
        }

        return steps;
    }

    /// <summary>Makes every step wait for each of the others.</summary>
    public static IEnumerable<PipelineStep> DependsOn(this IEnumerable<PipelineStep> steps, IEnumerable<PipelineStep> targetSteps)
    {
        ArgumentNullException.ThrowIfNull(targetSteps);
        foreach (var target in targetSteps)
        {
            DependsOn(steps, target.Name);
        }

        return steps;
    }

    /// <summary>Makes another step wait for every step; null changes nothing.</summary>
    public static IEnumerable<PipelineStep> RequiredBy(this IEnumerable<PipelineStep> steps, PipelineStep? step) =>
        step is null ? steps : RequiredBy(steps, step.Name);

    /// <summary>Makes the step of that name wait for every step.</summary>
    public static IEnumerable<PipelineStep> RequiredBy(this IEnumerable<PipelineStep> steps, string stepName)
    {
        ArgumentNullException.ThrowIfNull(steps);
        foreach (var step in steps)
        {
            step.RequiredBy(stepName);
        }

        return steps;
    }

    /// <summary>Makes each of the others wait for every step.</summary>
    public static IEnumerable<PipelineStep> RequiredBy(this IEnumerable<PipelineStep> steps, IEnumerable<PipelineStep> targetSteps)
    {
        ArgumentNullException.ThrowIfNull(targetSteps);
        foreach (var target in targetSteps)
        {
            RequiredBy(steps, target.Name);
        }

        return steps;
    }
}
