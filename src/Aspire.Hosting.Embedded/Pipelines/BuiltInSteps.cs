using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Publishing;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>The steps that every pipeline has.</summary>
internal static class BuiltInSteps
{
    // Steps that do nothing themselves: others hang on them. The first comes before all that hangs on the second.
    private static readonly (string Prerequisite, string Step)[] s_aggregates =
    [
        (WellKnownPipelineSteps.PublishPrereq, WellKnownPipelineSteps.Publish),
        (WellKnownPipelineSteps.BuildPrereq, WellKnownPipelineSteps.Build),
        (WellKnownPipelineSteps.PushPrereq, WellKnownPipelineSteps.Push),
        (WellKnownPipelineSteps.DeployPrereq, WellKnownPipelineSteps.Deploy),
        (WellKnownPipelineSteps.DestroyPrereq, WellKnownPipelineSteps.Destroy),
    ];

    // What is published, built and deployed needs values and the targets that before-start attaches.
    private static readonly string[] s_needValues =
        [WellKnownPipelineSteps.PublishPrereq, WellKnownPipelineSteps.BuildPrereq, WellKnownPipelineSteps.DeployPrereq];

    /// <summary>Adds them.</summary>
    public static void AddTo(DistributedApplicationPipeline pipeline)
    {
        foreach (var (prerequisite, step) in s_aggregates)
        {
            pipeline.AddStep(prerequisite, Nothing);
            pipeline.AddStep(step, Nothing, dependsOn: prerequisite);
        }

        pipeline.AddStep(WellKnownPipelineSteps.BeforeStart, Nothing, requiredBy: s_needValues);
        pipeline.AddStep(WellKnownPipelineSteps.ValidateComputeEnvironments, ValidateComputeEnvironmentsAsync, requiredBy: WellKnownPipelineSteps.BeforeStart);
        pipeline.AddStep(WellKnownPipelineSteps.ProcessParameters, ParameterValues.RequireAsync, requiredBy: s_needValues);
        pipeline.AddStep(WellKnownPipelineSteps.Diagnostics, context => PrintAsync(pipeline, context));
        pipeline.AddStep(ManifestStep.Name, ManifestStep.RunAsync);
    }

    private static Task Nothing(PipelineStepContext context) => Task.CompletedTask;

    /// <summary>The step <c>validate-compute-environments</c>.</summary>
    /// <exception cref="DistributedApplicationException">There are several environments and some resources name none of them.</exception>
    public static void ValidateComputeEnvironments(DistributedApplicationModel model)
    {
        var environments = model.Resources.OfType<IComputeEnvironmentResource>().Select(environment => environment.Name).ToList();
        if (environments.Count < 2)
        {
            return;
        }

        var undecided = model.Resources
            .Where(resource => resource is IComputeResource && resource.GetComputeEnvironment() is null && !resource.IsExcludedFromPublish())
            .Select(resource => $"'{resource.Name}'").ToList();
        if (undecided.Count > 0)
        {
            throw new DistributedApplicationException(
                $"There are several compute environments ({string.Join(", ", environments)}) and these resources name none: "
                + $"{string.Join(", ", undecided)}. Call WithComputeEnvironment on each.");
        }
    }

    private static Task ValidateComputeEnvironmentsAsync(PipelineStepContext context)
    {
        ValidateComputeEnvironments(context.Model);
        return Task.CompletedTask;
    }

    private static async Task PrintAsync(DistributedApplicationPipeline pipeline, PipelineStepContext context)
    {
        var steps = await pipeline.CollectAsync(context.PipelineContext).ConfigureAwait(false);
        foreach (var (step, dependsOn) in PipelineGraph.Create(steps, WellKnownPipelineSteps.Diagnostics).Ordered)
        {
            var owner = step.Resource is { } resource ? $" [{resource.Name}]" : "";
            var relation = dependsOn.Count == 0 ? "" : " after " + string.Join(", ", dependsOn.Order(StringComparer.Ordinal));
            var description = step.Description is { } text ? $": {text}" : "";
            context.ReportingStep.Log(LogLevel.Information, $"{step.Name}{owner}{relation}{description}");
        }
    }
}
