using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Pipelines;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>What the application calls: runs the pipeline instead of, or ahead of, the resources.</summary>
internal static class PipelineRunner
{
    private const int Success = 0;
    private const int Failure = 1;

    /// <summary>
    /// Publish mode: runs the step that the configuration asks for and reports to the console. Mistakes of the user
    /// and failures of the pipeline are reported, not thrown.
    /// </summary>
    /// <returns>The process's exit code: 0, or 1 when a step failed or the pipeline is not sound.</returns>
    public static async Task<int> ExecuteAsync(IServiceProvider services, DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        PipelineRun run;
        try
        {
            run = PipelineRun.Create(services);
        }
        catch (DistributedApplicationException exception)
        {
            // An option is wrong, so that there is no configured reporter yet.
            return await EndAsync(ConsoleReporter.Create(LogLevel.Information), [], exception.Message, succeeded: false).ConfigureAwait(false);
        }

        return await RunAsync(run, services, model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Run mode: runs <c>before-start</c> and what it depends on, without showing steps.</summary>
    /// <exception cref="DistributedApplicationException">A step failed, or the steps do not fit together.</exception>
    public static async Task RunBeforeStartAsync(IServiceProvider services, DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var pipeline = Pipeline(services);
        if (!pipeline.HasStepsBeforeStart(model))
        {
            BuiltInSteps.ValidateComputeEnvironments(model);
            return;
        }

        var run = new PipelineRun(WellKnownPipelineSteps.BeforeStart, new NullPublishingActivityReporter(), ExceptionDetails: false);
        var outcomes = await pipeline.RunAsync(Context(services, model, cancellationToken), run).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (outcomes.FirstOrDefault(outcome => outcome.State == StepState.Failed) is { } failure)
        {
            throw new DistributedApplicationException($"Step '{failure.Name}', which runs before the start, failed: {failure.Message}");
        }
    }

    /// <summary>The steps that a step needs, in order, with itself last.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="model">The application.</param>
    /// <param name="step">The step; null for the one that the configuration asks for.</param>
    /// <param name="cancellationToken">Ends the search for steps.</param>
    public static async Task<IReadOnlyList<PlannedStep>> PlanAsync(
        IServiceProvider services, DistributedApplicationModel model, string? step, CancellationToken cancellationToken)
    {
        var steps = await Pipeline(services).CollectAsync(Context(services, model, cancellationToken)).ConfigureAwait(false);
        return PipelineGraph.Create(steps, step ?? PipelineRun.Create(services).Step).Ordered;
    }

    private static async Task<int> RunAsync(
        PipelineRun run, IServiceProvider services, DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        var context = Context(services, model, cancellationToken);
        var eventing = services.GetRequiredService<IDistributedApplicationEventing>();
        try
        {
            await eventing.PublishAsync(new BeforePublishEvent(services, model), cancellationToken).ConfigureAwait(false);
            var outcomes = await Pipeline(services).RunAsync(context, run).ConfigureAwait(false);
            var failed = outcomes.Where(outcome => outcome.State is StepState.Failed or StepState.Cancelled).Select(outcome => $"'{outcome.Name}'").ToList();
            if (failed.Count > 0)
            {
                return await EndAsync(run.Reporter, context.Summary.Items, $"{run.Step} did not succeed: failed at {string.Join(", ", failed)}", succeeded: false).ConfigureAwait(false);
            }

            await eventing.PublishAsync(new AfterPublishEvent(services, model), cancellationToken).ConfigureAwait(false);
            return await EndAsync(run.Reporter, context.Summary.Items, $"{run.Step} succeeded", succeeded: true).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return await EndAsync(run.Reporter, context.Summary.Items, $"{run.Step} was cancelled", succeeded: false).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            return await EndAsync(run.Reporter, context.Summary.Items, run.Describe(exception), succeeded: false).ConfigureAwait(false);
        }
    }

    private static DistributedApplicationPipeline Pipeline(IServiceProvider services) =>
        (DistributedApplicationPipeline)services.GetRequiredService<IDistributedApplicationPipeline>();

    private static PipelineContext Context(IServiceProvider services, DistributedApplicationModel model, CancellationToken cancellationToken) => new(
        model,
        services.GetRequiredService<DistributedApplicationExecutionContext>(),
        services,
        services.GetRequiredService<ILoggerFactory>().CreateLogger("Aspire.Hosting.Pipelines"),
        cancellationToken);

    private static async Task<int> EndAsync(
        IPipelineActivityReporter reporter, IReadOnlyList<PipelineSummaryItem> summary, string message, bool succeeded)
    {
        await reporter.CompletePublishAsync(
            new PublishCompletionOptions
            {
                CompletionMessage = message,
                CompletionState = succeeded ? CompletionState.Completed : CompletionState.CompletedWithError,
                PipelineSummary = summary,
            },
            CancellationToken.None).ConfigureAwait(false);
        return succeeded ? Success : Failure;
    }
}
