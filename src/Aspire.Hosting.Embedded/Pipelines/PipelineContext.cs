using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Pipelines;

/// <summary>What one run of a pipeline works on.</summary>
public sealed class PipelineContext
{
    /// <summary>Creates the context of a run.</summary>
    public PipelineContext(
        DistributedApplicationModel model,
        DistributedApplicationExecutionContext executionContext,
        IServiceProvider serviceProvider,
        ILogger logger,
        CancellationToken cancellationToken)
        : this(model, executionContext, serviceProvider, logger, new PipelineSummary(), cancellationToken)
    {
    }

    private PipelineContext(
        DistributedApplicationModel model,
        DistributedApplicationExecutionContext executionContext,
        IServiceProvider services,
        ILogger logger,
        PipelineSummary summary,
        CancellationToken cancellationToken)
    {
        Model = model;
        ExecutionContext = executionContext;
        Services = services;
        Logger = logger;
        Summary = summary;
        CancellationToken = cancellationToken;
    }

    /// <summary>The application.</summary>
    public DistributedApplicationModel Model { get; }

    /// <summary>Tells publishing from running.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; }

    /// <summary>Messages for the user; within a step they are shown as that step's.</summary>
    public ILogger Logger { get; }

    /// <summary>Facts shown to the user when the pipeline has ended.</summary>
    public PipelineSummary Summary { get; }

    /// <summary>Is cancelled when the pipeline is to stop.</summary>
    public CancellationToken CancellationToken { get; set; }

    /// <summary>The same run with another logger, so that a step's messages are told apart.</summary>
    internal PipelineContext ForStep(ILogger stepLogger) =>
        new(Model, ExecutionContext, Services, stepLogger, Summary, CancellationToken);
}
