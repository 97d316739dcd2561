using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// One process or container of a resource. It has at most one object in DCP at a time; a restart deletes that and creates
/// one of the same name.
/// </summary>
internal sealed class RunnableInstance(RunnerContext context, IResource resource, RunnableKind kind, string name)
{
    private static readonly TimeSpan s_lostEvent = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private Run? _run;
    private Task _changes = Task.CompletedTask;

    /// <summary>The object's name, and the id in notifications, logs and telemetry.</summary>
    public string Name { get; } = name;

    /// <summary>Where DCP's API keeps the object.</summary>
    public string Plural { get; } = kind is RunnableKind.Container ? DcpContainer.Plural : DcpExecutable.Plural;

    /// <summary>Whether it was created and has not ended.</summary>
    public bool IsRunning => _run is { Ended.Task.IsCompleted: false };

    /// <summary>Creates the object, which starts the process or container.</summary>
    /// <param name="client">DCP's API.</param>
    /// <param name="start">What it is started with.</param>
    /// <param name="create">Creates the object; called when changes of it can be taken.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public async Task CreateAsync(DcpClient client, StartConfiguration start, Func<Task> create, CancellationToken cancellationToken)
    {
        await RemoveAsync(client, cancellationToken).ConfigureAwait(false);
        var sources = kind is RunnableKind.Container ? LogSource.Container : LogSource.Executable;
        var run = new Run(client, start, new LogPump(client, Plural, Name, sources, context.Logs.GetLogger(Name)));
        _run = run;
        try
        {
            await create().ConfigureAwait(false);
        }
        catch
        {
            // Whoever wants it stopped need not wait.
            _run = null;
            run.Ended.TrySetResult();
            throw;
        }
        finally
        {
            run.Created.TrySetResult();
        }

        run.Logs.Start();
    }

    /// <summary>Stops the process or container and completes when it is gone.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_run is not { Ended.Task.IsCompleted: false } run)
        {
            return;
        }

        run.WasStopped = true;
        await context.Notifications.PublishUpdateAsync(
            resource, Name, static snapshot => snapshot with { State = new ResourceStateSnapshot(KnownResourceStates.Stopping, Style: null) }).ConfigureAwait(false);

        // DCP knows nothing to stop before it has taken what is being created.
        await run.Created.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        await run.Client.RequestStopAsync(Plural, Name, cancellationToken).ConfigureAwait(false);
        await run.Ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (kind is RunnableKind.Container)
        {
            // A stopped container with a network makes DCP send the same event some fifty times a second.
            await RemoveAsync(run.Client, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a change of the object; changes are handled one after the other.</summary>
    public void Take(DcpChange<DcpExecutable> change) => Enqueue(run => ApplyAsync(
        run, change.Object.Metadata.Uid, change.IsDeleted, change.Object.Status?.State, snapshot => change.Object.Status is { } status
            ? SnapshotMapping.Apply(snapshot, status, run.Start, run.WasStopped)
            : snapshot, message: null));

    /// <inheritdoc cref="Take(DcpChange{DcpExecutable})" />
    public void Take(DcpChange<DcpContainer> change) => Enqueue(run => ApplyAsync(
        run, change.Object.Metadata.Uid, change.IsDeleted, change.Object.Status?.State, snapshot => change.Object.Status is { } status
            ? SnapshotMapping.Apply(snapshot, status, run.Start, run.WasStopped)
            : snapshot, change.Object.Status?.Message));

    /// <summary>Shows the end of the process or container where DCP itself has ended and cannot.</summary>
    public Task AbandonAsync(string reason) => IsRunning
        ? context.FailAsync(resource, Name, kind is RunnableKind.Container ? KnownResourceStates.Exited : KnownResourceStates.Finished, reason)
        : Task.CompletedTask;

    /// <summary>Deletes the object, if there is one, and completes when its name can be used again.</summary>
    public async Task RemoveAsync(DcpClient client, CancellationToken cancellationToken)
    {
        if (_run is not { } run)
        {
            return;
        }

        if (await client.DeleteAsync(Plural, Name, cancellationToken).ConfigureAwait(false))
        {
            await WaitUntilGoneAsync(client, run, cancellationToken).ConfigureAwait(false);
        }

        await run.Logs.DisposeAsync().ConfigureAwait(false);
        _run = null;
    }

    private async Task WaitUntilGoneAsync(DcpClient client, Run run, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await run.Gone.Task.WaitAsync(s_lostEvent, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (TimeoutException)
            {
                // The event may have been lost with the connection of the watch.
                if (!await client.ExistsAsync(Plural, Name, cancellationToken).ConfigureAwait(false))
                {
                    return;
                }
            }
        }
    }

    private void Enqueue(Func<Run, Task> change)
    {
        if (_run is { } run)
        {
            lock (_lock)
            {
                _changes = ApplyAfterAsync(_changes, run, change);
            }
        }
    }

    private static async Task ApplyAfterAsync(Task previous, Run run, Func<Run, Task> change)
    {
        await previous.ConfigureAwait(false);
        try
        {
            await change(run).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or DcpException or ObjectDisposedException)
        {
            // DCP is ending.
        }
    }

    private async Task ApplyAsync(
        Run run,
        string? uid,
        bool isDeleted,
        string? dcpState,
        Func<CustomResourceSnapshot, CustomResourceSnapshot> apply,
        string? message)
    {
        if (isDeleted)
        {
            // That an object is gone can be told late, when there is another of its name.
            if (run.Uid is null || run.Uid == uid)
            {
                run.Ended.TrySetResult();
                run.Gone.TrySetResult();
            }

            return;
        }

        run.Uid = uid;
        if (run.Ended.Task.IsCompleted || SnapshotMapping.StateText(dcpState) is not { } state)
        {
            return;
        }

        var isEnd = KnownResourceStates.TerminalStates.Contains(state);
        if (isEnd)
        {
            await run.Logs.DrainAsync(CancellationToken.None).ConfigureAwait(false);
        }

        if (state == KnownResourceStates.FailedToStart || state == KnownResourceStates.RuntimeUnhealthy)
        {
            await LogFailureAsync(run, message).ConfigureAwait(false);
        }

        // While it is being stopped, DCP still says Running for a moment.
        var isLate = run.WasStopped && state == KnownResourceStates.Running;
        await context.Notifications.PublishUpdateAsync(
            resource, Name, snapshot => isLate ? apply(snapshot) with { State = snapshot.State } : apply(snapshot)).ConfigureAwait(false);
        if (isEnd)
        {
            run.Ended.TrySetResult();
        }
    }

    private async Task LogFailureAsync(Run run, string? message)
    {
        if (run.FailureLogged)
        {
            return;
        }

        run.FailureLogged = true;
        var reason = !string.IsNullOrEmpty(message)
            ? message
            : await StartFailure.FindReasonAsync(run.Client, Plural, Name, CancellationToken.None).ConfigureAwait(false);
        context.Logs.GetLogger(Name).LogError("could not be started: {Reason}", reason ?? "DCP gives no reason.");
    }

    /// <summary>The time from the object's creation to its end.</summary>
    private sealed class Run(DcpClient client, StartConfiguration start, LogPump logs)
    {
        public DcpClient Client { get; } = client;

        public StartConfiguration Start { get; } = start;

        public LogPump Logs { get; } = logs;

        /// <summary>Completes when DCP has taken the object, or has refused it.</summary>
        public TaskCompletionSource Created { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the process or container has ended and everybody was told.</summary>
        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when the object is deleted.</summary>
        public TaskCompletionSource Gone { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>DCP's identifier of the object, from its newest change; null before the first.</summary>
        public string? Uid { get; set; }

        public bool WasStopped { get; set; }

        public bool FailureLogged { get; set; }
    }
}
