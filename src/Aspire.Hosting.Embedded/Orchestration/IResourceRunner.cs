using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>
/// Runs the containers, executables and projects of a model. The orchestrator knows what to run and when; the
/// runner knows how (<see cref="Dcp"/>).
/// </summary>
internal interface IResourceRunner : IAsyncDisposable
{
    /// <summary>
    /// Launches what the runner itself needs, without touching the model, so that it can overlap with
    /// everything else that happens at start.
    /// </summary>
    Task LaunchAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Allocates the endpoints of every runnable resource and publishes
    /// <see cref="ResourceEndpointsAllocatedEvent"/> for each, then starts every resource on its own: publishes
    /// <see cref="BeforeResourceStartedEvent"/> (which blocks while the resource waits), evaluates environment and
    /// arguments, creates it and follows its state and logs into the notification and logger services. Completes
    /// when endpoints are allocated and all starts are dispatched, not when they are done;
    /// <see cref="AfterResourcesCreatedEvent"/> is published when they are.
    /// </summary>
    Task RunAsync(DistributedApplicationModel model, CancellationToken cancellationToken);

    /// <summary>Starts a resource that is stopped or waiting; a resource that waits is released.</summary>
    Task StartResourceAsync(IResource resource, string resourceId, CancellationToken cancellationToken);

    /// <summary>Stops a resource and completes when its process or container is gone.</summary>
    Task StopResourceAsync(IResource resource, string resourceId, CancellationToken cancellationToken);

    /// <summary>Ends everything that was started and completes when it is gone. Safe to call more than once.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
