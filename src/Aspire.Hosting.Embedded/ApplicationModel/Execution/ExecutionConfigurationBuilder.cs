using Aspire.Hosting.Embedded.ApplicationModel;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Finds out what a resource is started with.</summary>
public sealed class ExecutionConfigurationBuilder : IExecutionConfigurationBuilder
{
    private readonly IResource _resource;
    private readonly List<IExecutionConfigurationGatherer> _gatherers = [];

    private ExecutionConfigurationBuilder(IResource resource)
    {
        _resource = resource;
    }

    /// <summary>Creates a builder without gatherers.</summary>
    /// <param name="resource">The resource.</param>
    public static IExecutionConfigurationBuilder Create(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ExecutionConfigurationBuilder(resource);
    }

    /// <inheritdoc/>
    public IExecutionConfigurationBuilder AddExecutionConfigurationGatherer(IExecutionConfigurationGatherer gatherer)
    {
        ArgumentNullException.ThrowIfNull(gatherer);
        _gatherers.Add(gatherer);
        return this;
    }

    /// <inheritdoc/>
    public async Task<IExecutionConfigurationResult> BuildAsync(
        DistributedApplicationExecutionContext executionContext, ILogger? resourceLogger = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(executionContext);
        var context = new ExecutionConfigurationGathererContext();
        foreach (var gatherer in _gatherers)
        {
            await gatherer
                .GatherAsync(context, _resource, resourceLogger ?? NullLogger.Instance, executionContext, cancellationToken)
                .ConfigureAwait(false);
        }

        return await ExecutionConfiguration.ResolveAsync(context, _resource, executionContext, cancellationToken).ConfigureAwait(false);
    }
}
