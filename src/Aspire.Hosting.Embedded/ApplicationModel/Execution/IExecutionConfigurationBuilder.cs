using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds out what a resource is started with.</summary>
public interface IExecutionConfigurationBuilder
{
    /// <summary>Adds a gatherer; they are called in the order in which they were added.</summary>
    /// <param name="gatherer">The gatherer.</param>
    IExecutionConfigurationBuilder AddExecutionConfigurationGatherer(IExecutionConfigurationGatherer gatherer);

    /// <summary>Calls the gatherers and resolves what they collected.</summary>
    /// <param name="executionContext">Whether the application is run or published.</param>
    /// <param name="resourceLogger">Writes to the resource's console log; null for nowhere.</param>
    /// <param name="cancellationToken">Ends the wait for values.</param>
    Task<IExecutionConfigurationResult> BuildAsync(
        DistributedApplicationExecutionContext executionContext, ILogger? resourceLogger = null, CancellationToken cancellationToken = default);
}
