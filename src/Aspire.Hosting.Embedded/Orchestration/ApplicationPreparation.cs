using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>What comes before a run and before a publish: subscribers subscribe, and the model gets its last changes.</summary>
internal sealed class ApplicationPreparation(
    IEnumerable<IDistributedApplicationEventingSubscriber> subscribers,
    IDistributedApplicationEventing eventing,
    DistributedApplicationExecutionContext executionContext,
    DistributedApplicationModel model,
    DistributedApplicationOptions options,
    IServiceProvider services)
{
    /// <summary>Publishes <see cref="BeforeStartEvent"/> and returns the mistakes of the user's that its handlers reported.</summary>
    public async Task<IEnumerable<string>> RunAsync(CancellationToken cancellationToken)
    {
        foreach (var subscriber in subscribers)
        {
            await subscriber.SubscribeAsync(eventing, executionContext, cancellationToken).ConfigureAwait(false);
        }

        var beforeStart = new BeforeStartEvent(services, model);
        IReadOnlyList<DistributedApplicationException> mistakes = [];
        if (eventing is DistributedApplicationEventing own)
        {
            mistakes = await own.PublishToAllAsync(beforeStart, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await eventing.PublishAsync(beforeStart, cancellationToken).ConfigureAwait(false);
        }

        OverrideRegistry();
        return mistakes.Select(mistake => mistake.Message);
    }

    private void OverrideRegistry()
    {
        if (string.IsNullOrEmpty(options.ContainerRegistryOverride))
        {
            return;
        }

        foreach (var image in model.Resources.SelectMany(resource => resource.Annotations.OfType<ContainerImageAnnotation>()))
        {
            image.Registry = options.ContainerRegistryOverride;
        }
    }
}
