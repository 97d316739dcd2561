using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Embedded.Notifications;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// Keeps the logs of the resources: what their processes print and what the AppHost has to say about them. The last
/// 10,000 lines of each are kept.
/// </summary>
[SuppressMessage("Design", "CA1063", Justification = "The shape is Aspire.Hosting's.")]
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Channel<LogSubscriber>, byte> _watchers = [];
    private readonly ConcurrentDictionary<string, string> _instances = new(StringComparer.OrdinalIgnoreCase);
    private readonly TimeProvider _time;

    /// <summary>Creates the service.</summary>
    public ResourceLoggerService()
        : this(TimeProvider.System)
    {
    }

    internal ResourceLoggerService(TimeProvider time) => _time = time;

    /// <summary>A logger that writes into the log of each instance of the resource. Errors and worse are marked as such.</summary>
    /// <param name="resource">The resource.</param>
    public ILogger GetLogger(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return new ResourceLogger([.. InstanceNamesAnnotation.NamesOf(resource).Select(GetLog)], _time);
    }

    /// <summary>A logger that writes into the log of one instance.</summary>
    /// <param name="resourceName">Id of the instance; the resource's name where there is one instance.</param>
    public ILogger GetLogger(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return new ResourceLogger([GetLog(resourceName)], _time);
    }

    /// <summary>The lines so far, then the following ones as they come, until the log is complete.</summary>
    /// <param name="resource">The resource; of several instances the first is followed.</param>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return WatchAsync(InstanceNamesAnnotation.NamesOf(resource)[0]);
    }

    /// <summary>The lines so far, then the following ones as they come, until the log is complete.</summary>
    /// <param name="resourceName">Id of the instance; the resource's name where there is one instance.</param>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        return GetLog(resourceName).FollowAsync();
    }

    /// <summary>The lines so far.</summary>
    /// <param name="resource">The resource; of several instances the first one's lines.</param>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return GetAllAsync(InstanceNamesAnnotation.NamesOf(resource)[0]);
    }

    /// <summary>The lines so far.</summary>
    /// <param name="resourceName">Id of the instance; the resource's name where there is one instance.</param>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        var lines = GetLog(resourceName).GetAll();
        IReadOnlyList<LogLine>[] batches = lines.Length == 0 ? [] : [lines];
        return batches.ToAsyncEnumerable();
    }

    /// <summary>Ends those who follow the resource's log; more lines may still be written.</summary>
    /// <param name="resource">The resource.</param>
    public void Complete(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        foreach (var name in InstanceNamesAnnotation.NamesOf(resource))
        {
            Complete(name);
        }
    }

    /// <summary>Ends those who follow the log; more lines may still be written.</summary>
    /// <param name="name">Id of the instance; the resource's name where there is one instance.</param>
    public void Complete(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        GetLog(name).Complete();
    }

    /// <summary>Forgets the lines so far.</summary>
    /// <param name="resourceName">Id of the instance; the resource's name where there is one instance.</param>
    public void ClearBacklog(string resourceName)
    {
        ArgumentNullException.ThrowIfNull(resourceName);
        GetLog(resourceName).Clear();
    }

    /// <summary>Says, first for every log and then at each change, whether anybody follows it.</summary>
    /// <param name="cancellationToken">Ends the sequence.</param>
    public async IAsyncEnumerable<LogSubscriber> WatchAnySubscribersAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var watcher = Channel.CreateUnbounded<LogSubscriber>(new UnboundedChannelOptions { SingleReader = true });
        _watchers.TryAdd(watcher, 0);
        try
        {
            foreach (var (name, log) in _logs)
            {
                yield return new LogSubscriber(name, log.HasFollowers);
            }

            await foreach (var subscriber in watcher.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return subscriber;
            }
        }
        finally
        {
            _watchers.TryRemove(watcher, out _);
        }
    }

    /// <summary>Ends everybody who follows a log.</summary>
    [SuppressMessage("Usage", "CA1816", Justification = "There is no finaliser; the shape is Aspire.Hosting's.")]
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }

        foreach (var watcher in _watchers.Keys)
        {
            watcher.Writer.TryComplete();
        }
    }

    /// <summary>Adds lines to an instance's log without the cost of a logger, for what processes print.</summary>
    internal void AddLine(string resourceId, string content, bool isError) =>
        ResourceLogger.Write([GetLog(resourceId)], content, isError, _time);

    /// <summary>The last lines of an instance's log.</summary>
    internal IReadOnlyList<LogLine> GetLast(string resourceId, int count) => GetLog(resourceId).GetLast(count);

    /// <summary>Lets a resource with one instance be asked for by its name too.</summary>
    internal void SetInstances(IResource resource)
    {
        if (InstanceNamesAnnotation.NamesOf(resource) is [var instance] && instance != resource.Name)
        {
            _instances[resource.Name] = instance;
        }
    }

    private ResourceLog GetLog(string name)
    {
        var instance = _instances.GetValueOrDefault(name, name);
        return _logs.TryGetValue(instance, out var log) ? log : _logs.GetOrAdd(instance, AddLog, this);
    }

    private static ResourceLog AddLog(string name, ResourceLoggerService service)
    {
        // Only a change between nobody and somebody is of interest.
        var hadFollowers = false;
        return new ResourceLog(changed =>
        {
            var hasFollowers = changed.HasFollowers;
            if (hasFollowers != Interlocked.Exchange(ref hadFollowers, hasFollowers))
            {
                foreach (var watcher in service._watchers.Keys)
                {
                    watcher.Writer.TryWrite(new LogSubscriber(name, hasFollowers));
                }
            }
        });
    }
}
