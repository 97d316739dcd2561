using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>The application's pipeline: its own steps, and at each run those that resources contribute.</summary>
internal sealed class DistributedApplicationPipeline : IDistributedApplicationPipeline
{
    private readonly List<PipelineStep> _steps = [];
    private readonly List<Func<PipelineConfigurationContext, Task>> _configurations = [];

    public DistributedApplicationPipeline() => BuiltInSteps.AddTo(this);

    public void AddStep(string name, Func<PipelineStepContext, Task> action, object? dependsOn = null, object? requiredBy = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(action);
        AddStep(new PipelineStep
        {
            Name = name,
            Action = action,
            DependsOnSteps = Names(dependsOn, nameof(dependsOn)),
            RequiredBySteps = Names(requiredBy, nameof(requiredBy)),
        });
    }

    public void AddStep(PipelineStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (_steps.Exists(other => other.Name == step.Name))
        {
            throw new InvalidOperationException($"The pipeline has a step '{step.Name}' already; step names are unique.");
        }

        _steps.Add(step);
    }

    public void AddPipelineConfiguration(Func<PipelineConfigurationContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        _configurations.Add(callback);
    }

    public async Task ExecuteAsync(PipelineContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var run = PipelineRun.Create(context.Services);
        var outcomes = await RunAsync(context, run).ConfigureAwait(false);
        var failures = outcomes.Where(outcome => outcome.State is StepState.Failed or StepState.Cancelled)
            .Select(outcome => $"step '{outcome.Name}': {outcome.Message}").ToList();
        if (failures.Count > 0)
        {
            throw new DistributedApplicationException($"The pipeline failed at {string.Join("; ", failures)}");
        }
    }

    /// <summary>Runs a step with everything it depends on; failures are in the outcomes.</summary>
    /// <exception cref="DistributedApplicationException">The steps do not fit together.</exception>
    public async Task<IReadOnlyList<StepOutcome>> RunAsync(PipelineContext context, PipelineRun run)
    {
        var graph = PipelineGraph.Create(await CollectAsync(context).ConfigureAwait(false), run.Step);
        return await new PipelineExecution(context, run).RunAsync(graph.Closure(run.Step)).ConfigureAwait(false);
    }

    /// <summary>
    /// False where <c>before-start</c> is certain to have nothing but the built-in step ahead of it. Most runs are like
    /// that, and ordering the steps for the first time takes some 25 ms of a start.
    /// </summary>
    public bool HasStepsBeforeStart(DistributedApplicationModel model)
    {
        foreach (var resource in model.Resources)
        {
            foreach (var annotation in resource.Annotations)
            {
                if (annotation is PipelineStepAnnotation or PipelineConfigurationAnnotation)
                {
                    return true;
                }
            }
        }

        return _configurations.Count > 0 || _steps.Exists(step =>
            step.Name != WellKnownPipelineSteps.ValidateComputeEnvironments
            && (step.RequiredBySteps.Contains(WellKnownPipelineSteps.BeforeStart)
                || step.RequiredBySteps.Contains(WellKnownPipelineSteps.ValidateComputeEnvironments)));
    }

    /// <summary>All steps, after the configuration callbacks have seen them.</summary>
    public async Task<IReadOnlyList<PipelineStep>> CollectAsync(PipelineContext context)
    {
        List<PipelineStep> steps = [.. _steps];
        var configurations = new List<Func<PipelineConfigurationContext, Task>>(_configurations);
        foreach (var resource in context.Model.Resources)
        {
            foreach (var annotation in resource.Annotations)
            {
                if (annotation is PipelineStepAnnotation contribution)
                {
                    var factory = new PipelineStepFactoryContext { PipelineContext = context, Resource = resource };
                    foreach (var step in await contribution.CreateStepsAsync(factory).ConfigureAwait(false))
                    {
                        step.Resource ??= resource;
                        steps.Add(step);
                    }
                }
                else if (annotation is PipelineConfigurationAnnotation configuration)
                {
                    configurations.Add(configuration.Callback);
                }
            }
        }

        var configurationContext = new PipelineConfigurationContext { Services = context.Services, Steps = steps, Model = context.Model };
        foreach (var configure in configurations)
        {
            await configure(configurationContext).ConfigureAwait(false);
        }

        return steps;
    }

    private static List<string> Names(object? relation, string parameter) => relation switch
    {
        null => [],
        string name => [name],
        PipelineStep step => [step.Name],
        IEnumerable<string> names => [.. names],
        IEnumerable<PipelineStep> steps => [.. steps.Select(step => step.Name)],
        _ => throw new ArgumentException($"A step name, a step, or a sequence of either is expected, not {relation.GetType()}.", parameter),
    };
}
