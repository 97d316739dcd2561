using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>Runs steps, each as soon as all it depends on have succeeded.</summary>
internal sealed class PipelineExecution(PipelineContext context, PipelineRun run)
{
    /// <summary>Runs the steps, which come in order, and returns how each ended.</summary>
    public async Task<IReadOnlyList<StepOutcome>> RunAsync(IReadOnlyList<PlannedStep> steps)
    {
        var running = new Dictionary<string, Task<StepOutcome>>(steps.Count, StringComparer.Ordinal);
        foreach (var planned in steps)
        {
            var dependencies = planned.DependsOn.Select(name => running[name]).ToArray();
            // On the pool, so that an action that works before its first await does not hold up the others.
            running[planned.Step.Name] = Task.Run(() => RunStepAsync(planned.Step, dependencies), CancellationToken.None);
        }

        return await Task.WhenAll(running.Values).ConfigureAwait(false);
    }

    private async Task<StepOutcome> RunStepAsync(PipelineStep step, Task<StepOutcome>[] dependencies)
    {
        var before = await Task.WhenAll(dependencies).ConfigureAwait(false);
        if (Array.Find(before, outcome => outcome.State != StepState.Succeeded) is { } blocker)
        {
            return await SkipAsync(step, blocker).ConfigureAwait(false);
        }

        if (context.CancellationToken.IsCancellationRequested)
        {
            return new StepOutcome(step.Name, StepState.Cancelled, "cancelled", step.Name);
        }

        var reportingStep = await run.Reporter.CreateStepAsync(step.Name, context.CancellationToken).ConfigureAwait(false);
        await using (reportingStep.ConfigureAwait(false))
        {
            return await RunActionAsync(step, reportingStep).ConfigureAwait(false);
        }
    }

    private async Task<StepOutcome> RunActionAsync(PipelineStep step, IReportingStep reportingStep)
    {
        var logger = run.Reporter is NullPublishingActivityReporter ? context.Logger : new StepLogger(reportingStep);
        var stepContext = new PipelineStepContext { PipelineContext = context.ForStep(logger), ReportingStep = reportingStep };
        string message;
        var state = StepState.Failed;
        try
        {
            await step.Action(stepContext).ConfigureAwait(false);
            if ((reportingStep as ICompletion)?.State != CompletionState.CompletedWithError)
            {
                await reportingStep.CompleteAsync("", CompletionState.Completed, CancellationToken.None).ConfigureAwait(false);
                return new StepOutcome(step.Name, StepState.Succeeded, null, step.Name);
            }

            message = "the step reported an error";
        }
        catch (OperationCanceledException) when (context.CancellationToken.IsCancellationRequested)
        {
            state = StepState.Cancelled;
            message = "cancelled";
        }
        catch (Exception exception)
        {
            message = run.Describe(exception);
        }

        await reportingStep.CompleteAsync(message, CompletionState.CompletedWithError, CancellationToken.None).ConfigureAwait(false);
        return new StepOutcome(step.Name, state, message, step.Name);
    }

    private async Task<StepOutcome> SkipAsync(PipelineStep step, StepOutcome blocker)
    {
        var message = $"skipped, because '{blocker.Cause}' did not succeed";
        var reportingStep = await run.Reporter.CreateStepAsync(step.Name, CancellationToken.None).ConfigureAwait(false);
        await using (reportingStep.ConfigureAwait(false))
        {
            await reportingStep.CompleteAsync(message, CompletionState.CompletedWithWarning, CancellationToken.None).ConfigureAwait(false);
        }

        return new StepOutcome(step.Name, StepState.Skipped, message, blocker.Cause);
    }
}
