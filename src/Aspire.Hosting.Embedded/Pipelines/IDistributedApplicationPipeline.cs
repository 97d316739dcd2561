namespace Aspire.Hosting.Pipelines;

/// <summary>The named steps that publish, build, deploy or otherwise process an application, and their order.</summary>
public interface IDistributedApplicationPipeline
{
    /// <summary>Adds a step.</summary>
    /// <param name="name">Name of the step, unique in the pipeline; <c>--step</c> selects it.</param>
    /// <param name="action">What the step does. It runs concurrently with steps it has no relation to.</param>
    /// <param name="dependsOn">Steps that must have succeeded before: a name, a step, or a sequence of either.</param>
    /// <param name="requiredBy">Steps that wait for this one: a name, a step, or a sequence of either.</param>
    /// <exception cref="InvalidOperationException">A step of that name was added already.</exception>
    /// <exception cref="ArgumentException"><paramref name="dependsOn"/> or <paramref name="requiredBy"/> is of another type.</exception>
    void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null);

    /// <summary>Adds a step.</summary>
    /// <exception cref="InvalidOperationException">A step of that name was added already.</exception>
    void AddStep(PipelineStep step);

    /// <summary>
    /// Registers a callback that sees all steps, including those that resources contribute, before they are ordered;
    /// it may add relations between them.
    /// </summary>
    void AddPipelineConfiguration(Func<PipelineConfigurationContext, Task> callback);

    /// <summary>Runs the step that <see cref="PipelineOptions.Step"/> names, with everything that it depends on.</summary>
    /// <exception cref="DistributedApplicationException">
    /// The steps do not fit together (unknown names, a cycle, duplicates: all are listed), or a step failed.
    /// </exception>
    Task ExecuteAsync(PipelineContext context);
}
