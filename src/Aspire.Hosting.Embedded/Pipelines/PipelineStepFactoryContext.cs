using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>What a factory of steps is given.</summary>
public class PipelineStepFactoryContext
{
    /// <summary>The run that the steps will be part of.</summary>
    public required PipelineContext PipelineContext { get; init; }

    /// <summary>The resource that the factory was registered on.</summary>
    public required IResource Resource { get; init; }
}
