using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Embedded.Notifications;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the newest snapshot of every resource, tells those who watch, and lets others wait for a state.</summary>
[SuppressMessage("Design", "CA1063", Justification = "The shape is Aspire.Hosting's.")]
public partial class ResourceNotificationService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceEntry> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Channel<ResourceEvent>, byte> _watchers = [];
    private readonly CancellationTokenSource _disposed = new();
    private readonly ILogger<ResourceNotificationService> _logger;
    private readonly IServiceProvider _services;
    private readonly ResourceLoggerService _logs;
    private readonly CancellationToken _stopping;
    private readonly Lazy<WaitBehavior> _defaultWaitBehavior;

    /// <summary>Creates the service.</summary>
    /// <param name="logger">Where changes of state are logged, at level Debug.</param>
    /// <param name="hostApplicationLifetime">Its stop ends every wait.</param>
    /// <param name="serviceProvider">Services of the AppHost, for the callbacks that decide on the state of commands.</param>
    /// <param name="resourceLoggerService">Logs that go into the message of a wait that fails.</param>
    public ResourceNotificationService(
        ILogger<ResourceNotificationService> logger,
        IHostApplicationLifetime hostApplicationLifetime,
        IServiceProvider serviceProvider,
        ResourceLoggerService resourceLoggerService)
    {
        ArgumentNullException.ThrowIfNull(logger);
        ArgumentNullException.ThrowIfNull(hostApplicationLifetime);
        ArgumentNullException.ThrowIfNull(serviceProvider);
        ArgumentNullException.ThrowIfNull(resourceLoggerService);
        _logger = logger;
        _services = serviceProvider;
        _logs = resourceLoggerService;
        _stopping = hostApplicationLifetime.ApplicationStopping;
        _defaultWaitBehavior = new(() =>
            _services.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior ?? default);
    }

    /// <summary>Publishes a new snapshot of a resource, of each instance where there are several.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="stateFactory">Makes the new snapshot from the current one; keep it quick, it holds up other updates of the resource.</param>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        Publish(resource, InstanceNamesAnnotation.NamesOf(resource), stateFactory);
        return Task.CompletedTask;
    }

    /// <summary>Publishes a new snapshot of one instance of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceId">Id of the instance; the resource's name where there is one instance.</param>
    /// <param name="stateFactory">Makes the new snapshot from the current one; keep it quick, it holds up other updates of the resource.</param>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(resourceId);
        ArgumentNullException.ThrowIfNull(stateFactory);
        // The resource's name does where there is one instance.
        var isName = string.Equals(resourceId, resource.Name, StringComparison.OrdinalIgnoreCase);
        Publish(resource, isName && InstanceNamesAnnotation.NamesOf(resource) is [var instance] ? instance : resourceId, stateFactory);
        return Task.CompletedTask;
    }

    /// <summary>Returns the newest snapshot of an instance.</summary>
    /// <param name="resourceId">Id of the instance; the resource's name where there is one instance.</param>
    /// <param name="resourceEvent">The snapshot.</param>
    /// <returns>False where nothing was published for it yet.</returns>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        if (!_entries.TryGetValue(resourceId, out var entry))
        {
            // The resource's name does where there is one instance.
            var entries = _entries.Values.Where(other => string.Equals(other.Resource.Name, resourceId, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
            entry = entries.Count == 1 ? entries[0] : null;
        }

        resourceEvent = entry?.Current;
        return resourceEvent is not null;
    }

    /// <summary>The newest snapshot of every resource, then each new one, until the application stops.</summary>
    /// <param name="cancellationToken">Ends the sequence.</param>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        var watcher = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });
        _watchers.TryAdd(watcher, 0);
        try
        {
            foreach (var entry in _entries.Values)
            {
                // Under the entry's lock, so that an older snapshot never follows a newer one.
                lock (entry.Lock)
                {
                    if (entry.Current is not null)
                    {
                        watcher.Writer.TryWrite(entry.Current);
                    }
                }
            }

            await foreach (var resourceEvent in watcher.Reader.ReadAllAsync(ending.Token).ConfigureAwait(false))
            {
                yield return resourceEvent;
            }
        }
        finally
        {
            _watchers.TryRemove(watcher, out _);
        }
    }

    /// <summary>Ends every wait and everybody who watches.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "There is no finaliser; the shape is Aspire.Hosting's.")]
    public void Dispose()
    {
        // Not disposed of itself: those who still wait hold its token.
        _disposed.Cancel();
    }

    /// <summary>
    /// How to tell those who wait for the resource's health that, in its present run, the handlers of its ready event are
    /// done, or that one failed.
    /// </summary>
    internal Action<Exception?> GetReadySignal(IResource resource)
    {
        Action<Exception?>[] signals =
            [.. _entries.Values.Where(entry => ReferenceEquals(entry.Resource, resource)).Select(entry => entry.GetReadySignal())];
        return failure =>
        {
            foreach (var signal in signals)
            {
                signal(failure);
            }
        };
    }

    private void Publish(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        var entry = _entries.GetOrAdd(resourceId, static (id, resource) => new ResourceEntry(resource, id), resource);
        lock (entry.Lock)
        {
            var previous = entry.Current?.Snapshot;
            var next = stateFactory(previous ?? InitialSnapshots.Create(resource));
            next = SnapshotDecoration.Complete(resource, previous, next, _services);
            if (SnapshotDecoration.IsRunning(next) && !SnapshotDecoration.IsRunning(previous))
            {
                entry.BeginRun();
            }
            else if (SnapshotDecoration.IsTerminal(next) && !SnapshotDecoration.IsTerminal(previous))
            {
                entry.EndRun();
            }

            LogChange(resourceId, previous?.State?.Text, next.State?.Text);
            var resourceEvent = new ResourceEvent(resource, resourceId, next);
            entry.Current = resourceEvent;
            foreach (var watcher in _watchers.Keys)
            {
                watcher.Writer.TryWrite(resourceEvent);
            }
        }
    }

    private void LogChange(string resourceId, string? previous, string? next)
    {
        if (previous != next && _logger.IsEnabled(LogLevel.Debug))
        {
            _logger.LogDebug("Resource {Resource} changed state: {PreviousState} -> {NewState}", resourceId, previous, next);
        }
    }
}
