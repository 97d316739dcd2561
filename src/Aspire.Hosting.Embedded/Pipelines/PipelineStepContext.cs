using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>What a step's action is given.</summary>
public sealed class PipelineStepContext
{
    /// <summary>The run that the step is part of.</summary>
    public required PipelineContext PipelineContext { get; init; }

    /// <summary>The step as the user sees it. It is completed when the action ends.</summary>
    public required IReportingStep ReportingStep { get; init; }

    /// <summary>The application.</summary>
    public DistributedApplicationModel Model => PipelineContext.Model;

    /// <summary>Tells publishing from running.</summary>
    public DistributedApplicationExecutionContext ExecutionContext => PipelineContext.ExecutionContext;

    /// <summary>The application's services.</summary>
    public IServiceProvider Services => PipelineContext.Services;

    /// <summary>Messages for the user, shown as the step's.</summary>
    public ILogger Logger => PipelineContext.Logger;

    /// <summary>Facts shown to the user when the pipeline has ended.</summary>
    public PipelineSummary Summary => PipelineContext.Summary;

    /// <summary>Is cancelled when the pipeline is to stop.</summary>
    public CancellationToken CancellationToken => PipelineContext.CancellationToken;
}
