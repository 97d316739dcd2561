using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Collects a part of what a resource is started with.</summary>
public interface IExecutionConfigurationGatherer
{
    /// <summary>Collects it.</summary>
    /// <param name="context">Receives it.</param>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceLogger">Writes to the resource's console log.</param>
    /// <param name="executionContext">Whether the application is run or published.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    ValueTask GatherAsync(
        IExecutionConfigurationGathererContext context,
        IResource resource,
        ILogger resourceLogger,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken = default);
}
