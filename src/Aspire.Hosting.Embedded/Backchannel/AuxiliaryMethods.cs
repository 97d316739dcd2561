using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Notifications;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>
/// What every CLI of this user can ask a running AppHost, by these names. Most questions come with an object that has nothing in it yet.
/// </summary>
internal sealed class AuxiliaryMethods(
    AppHostFacts facts,
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands,
    IDashboardHost? dashboard,
    Task ready,
    IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    public static Task<Capabilities> GetCapabilitiesAsync(object? request = null)
    {
        _ = request;
        return Task.FromResult(new Capabilities(["aux.v1", "aux.v2", "aux.v3"]));
    }

    public Task<AppHostInformation> GetAppHostInformationAsync(object? request = null)
    {
        _ = request;
        return Task.FromResult(new AppHostInformation(
            facts.Path,
            Environment.ProcessId,
            facts.CliProcessId,
            facts.StartedAt,
            facts.StableStartedAt,
            facts.CliStartedAt,
            facts.CliStableStartedAt,
            facts.CliLogFile));
    }

    public Task<AppHostInfo> GetAppHostInfoAsync(object? request = null)
    {
        _ = request;
        return Task.FromResult(
            new AppHostInfo($"{Environment.ProcessId}", AppHostFacts.Version, facts.Path, facts.CliProcessId, facts.StartedAt));
    }

    public Task<DashboardUrls> GetDashboardUrlsAsync(CancellationToken cancellationToken) => RunMethods.FindDashboardAsync(dashboard, cancellationToken);

    public async Task<DashboardInfo> GetDashboardInfoAsync(object? request, CancellationToken cancellationToken)
    {
        _ = request;
        var urls = await RunMethods.FindDashboardAsync(dashboard, cancellationToken).ConfigureAwait(false);
        return new DashboardInfo(null, null, urls.BaseUrlWithLoginToken is { } url ? [url] : [], urls.DashboardHealthy);
    }

    public async Task<ReadyAnswer> WaitForAppHostReadyAsync(object? request, CancellationToken cancellationToken)
    {
        _ = request;
        await ready.WaitAsync(cancellationToken).ConfigureAwait(false);
        return new ReadyAnswer(IsReady: true);
    }

    public Task<ResourcesAnswer> GetResourcesAsync(object? request = null)
    {
        _ = request;
        return Task.FromResult(new ResourcesAnswer([.. Current().Select(ResourceAnswer.Create)]));
    }

    public async IAsyncEnumerable<ResourceAnswer> WatchResourcesAsync(object? request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        _ = request;
        await foreach (var change in notifications.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return ResourceAnswer.Create(change);
        }
    }

    public async IAsyncEnumerable<ConsoleLogBatch> GetConsoleLogBatchesAsync(
        ConsoleLogsRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var batches = Channel.CreateUnbounded<ConsoleLogBatch>();
        var readers = Find(request.ResourceName).Select(resource => ReadLogAsync(resource, request, batches.Writer, cancellationToken)).ToList();
        _ = Task.WhenAll(readers).ContinueWith(
            done => batches.Writer.TryComplete(done.Exception), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        await foreach (var batch in batches.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return batch;
        }
    }

    public async Task<CommandAnswer> ExecuteResourceCommandAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        if (Find(request.ResourceName).FirstOrDefault() is not { } found)
        {
            return new CommandAnswer(false, false, null, $"There is no resource '{request.ResourceName}'.");
        }

        // By its name it is all of its replicas.
        var result = string.Equals(found.Resource.Name, request.ResourceName, StringComparison.OrdinalIgnoreCase)
            ? await commands.ExecuteCommandAsync(found.Resource, request.CommandName, cancellationToken).ConfigureAwait(false)
            : await commands.ExecuteCommandAsync(found.ResourceId, request.CommandName, cancellationToken).ConfigureAwait(false);
        return new CommandAnswer(result.Success, result.Canceled, result.Message, result.Success ? null : result.Message);
    }

    public async Task<WaitAnswer> WaitForResourceAsync(WaitRequest request, CancellationToken cancellationToken)
    {
        if (Find(request.ResourceName).FirstOrDefault() is not { } resource)
        {
            return new WaitAnswer(false, null, null, ResourceNotFound: true, TimedOut: false, $"There is no resource '{request.ResourceName}'.");
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(request.TimeoutSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : s_patience);
        try
        {
            var reached = await notifications
                .WaitForResourceAsync(resource.Resource.Name, change => IsReached(change, request.Status), patience.Token)
                .ConfigureAwait(false);
            return new WaitAnswer(true, reached.Snapshot.State?.Text, reached.Snapshot.HealthStatus?.ToString(), false, false, null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var last = Find(request.ResourceName).First().Snapshot;
            return new WaitAnswer(
                false,
                last.State?.Text,
                last.HealthStatus?.ToString(),
                false,
                TimedOut: true,
                $"'{request.ResourceName}' did not become {request.Status} in time.");
        }
    }

    public Task StopAsync(object? request = null) => StopAppHostAsync(request);

    public Task StopAppHostAsync(object? request = null)
    {
        _ = request;
        lifetime.StopApplication();
        return Task.CompletedTask;
    }

    private static bool IsReached(ResourceEvent change, string status) => status switch
    {
        "down" => KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text),
        "up" => change.Snapshot.State?.Text == KnownResourceStates.Running,
        _ => change.Snapshot.State?.Text == KnownResourceStates.Running && change.Snapshot.HealthStatus is HealthStatus.Healthy,
    };

    private async Task ReadLogAsync(
        ResourceEvent resource, ConsoleLogsRequest request, ChannelWriter<ConsoleLogBatch> batches, CancellationToken cancellationToken)
    {
        bool IsWanted(LogLine line) =>
            request.Search is not { Length: > 0 } search || line.Content.Contains(search, StringComparison.OrdinalIgnoreCase);
        var first = await FindFirstAsync(resource, request.Tail, IsWanted, cancellationToken).ConfigureAwait(false);
        var all = request.Follow ? logs.WatchAsync(resource.ResourceId) : logs.GetAllAsync(resource.ResourceId);
        await foreach (var lines in all.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var wanted = lines.Where(line => line.LineNumber >= first && IsWanted(line)).ToList();

            // What follows the lines that are there comes whole.
            first = 0;
            if (wanted.Count > 0)
            {
                batches.TryWrite(new ConsoleLogBatch(
                    [.. wanted.Select(line => new ConsoleLogLine(resource.ResourceId, line.LineNumber, line.Content, line.IsErrorMessage))]));
            }
        }
    }

    /// <summary>Number of the first of the last lines.</summary>
    private async Task<int> FindFirstAsync(
        ResourceEvent resource, int? tail, Func<LogLine, bool> isWanted, CancellationToken cancellationToken)
    {
        if (tail is not { } count)
        {
            return 0;
        }

        var numbers = new List<int>();
        var next = 0;
        await foreach (var lines in logs.GetAllAsync(resource.ResourceId).WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            numbers.AddRange(lines.Where(isWanted).Select(line => line.LineNumber));
            next = lines.Count > 0 ? lines[^1].LineNumber + 1 : next;
        }

        return count <= 0 ? next : numbers.Count > count ? numbers[^count] : 0;
    }

    private IEnumerable<ResourceEvent> Find(string? name) => Current().Where(current => name is null
        || string.Equals(current.ResourceId, name, StringComparison.OrdinalIgnoreCase)
        || string.Equals(current.Resource.Name, name, StringComparison.OrdinalIgnoreCase));

    private IEnumerable<ResourceEvent> Current()
    {
        foreach (var id in model.Resources.SelectMany(InstanceNamesAnnotation.NamesOf))
        {
            if (notifications.TryGetCurrentState(id, out var current))
            {
                yield return current;
            }
        }
    }
}
