using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Notifications;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Brings the resources of Aspire's own kinds to life that have no process: parameters, connection strings and external services.</summary>
internal sealed class SelfDrivenResources(
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    IDistributedApplicationEventing eventing,
    DistributedApplicationModel model,
    TimeProvider time,
    IServiceProvider services)
{
    private static readonly ResourceStateSnapshot s_running = new(KnownResourceStates.Running, KnownResourceStateStyles.Success);

    /// <summary>Brings a resource to life; does nothing with one of another kind. What goes wrong becomes the resource's state.</summary>
    public async Task InitializeAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await (resource switch
            {
                ParameterResource parameter => InitializeAsync(parameter, cancellationToken),
                ConnectionStringResource connectionString => InitializeAsync(connectionString, cancellationToken),
                ExternalServiceResource externalService => InitializeAsync(externalService, cancellationToken),
                _ => Task.CompletedTask,
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops.
        }
        catch (Exception exception)
        {
            var state = exception is MissingParameterValueException ? KnownResourceStates.ValueMissing : KnownResourceStates.FailedToStart;
            logs.GetLogger(resource).LogError("{Message}", exception.Message);
            await notifications.PublishUpdateAsync(
                resource, snapshot => snapshot with { State = new ResourceStateSnapshot(state, KnownResourceStateStyles.Error) }).ConfigureAwait(false);
        }
    }

    /// <summary>Says that the connection strings of a resource, and of those that live in it, can be resolved now.</summary>
    public async Task PublishConnectionStringsAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString)
        {
            await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }

        foreach (var child in model.Resources.OfType<IResourceWithParent>())
        {
            if (ReferenceEquals(child.Parent, resource) && !InitialSnapshots.IsRunnable(child))
            {
                await PublishConnectionStringsAsync(child, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async Task InitializeAsync(ParameterResource parameter, CancellationToken cancellationToken)
    {
        var value = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
        await ShowRunningAsync(parameter, SnapshotProperties.Value, value, parameter.Secret).ConfigureAwait(false);
        await PublishConnectionStringsAsync(parameter, cancellationToken).ConfigureAwait(false);
    }

    private async Task InitializeAsync(ConnectionStringResource connectionString, CancellationToken cancellationToken)
    {
        await notifications.WaitForDependenciesAsync(connectionString, cancellationToken).ConfigureAwait(false);
        var value = await ((IResourceWithConnectionString)connectionString).GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
        await PublishConnectionStringsAsync(connectionString, cancellationToken).ConfigureAwait(false);
        await ShowRunningAsync(connectionString, CustomResourceKnownProperties.ConnectionString, value, isSensitive: true).ConfigureAwait(false);
    }

    private async Task InitializeAsync(ExternalServiceResource externalService, CancellationToken cancellationToken)
    {
        var uri = externalService.Uri;
        if (externalService.UrlParameter is { } parameter)
        {
            var value = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
            if (!ExternalServiceResource.IsValidUrl(value, out uri, out var problem))
            {
                throw new DistributedApplicationException($"External service '{externalService.Name}', parameter '{parameter.Name}': {problem}");
            }
        }

        await notifications.PublishUpdateAsync(externalService, snapshot => snapshot with
        {
            State = s_running,
            StartTimeStamp = time.GetUtcNow().UtcDateTime,
            Urls = [.. snapshot.Urls, new UrlSnapshot(Name: null, uri!.ToString(), IsInternal: false)],
            Properties = snapshot.Properties.Set(CustomResourceKnownProperties.Source, uri.ToString()),
        }).ConfigureAwait(false);
    }

    private Task ShowRunningAsync(IResource resource, string property, string? value, bool isSensitive) =>
        notifications.PublishUpdateAsync(resource, snapshot => snapshot with
        {
            State = s_running,
            StartTimeStamp = time.GetUtcNow().UtcDateTime,
            Properties = snapshot.Properties.Set(property, value, isSensitive),
        });
}
