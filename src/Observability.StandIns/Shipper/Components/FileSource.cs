using System.Collections.Concurrent;
using Observability.StandIns.Shipper.Files;

namespace Observability.StandIns.Shipper.Components;

/// <summary>
/// The component <c>loki.source.file</c> (https://grafana.com/docs/alloy/latest/reference/components/loki/loki.source.file/): follows a
/// file for each of its targets, whichever these are at the time, and remembers how far each has been shipped.
/// </summary>
internal sealed partial class FileSource(
    string id,
    ITargetSource targets,
    Fanout next,
    PositionsFile positions,
    TailSettings settings,
    ShipperMetrics metrics,
    ILogger logger) : IRunning
{
    private const string FileNameLabel = "filename";

    private static readonly TimeSpan s_syncPeriod = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<(string Path, string Key), Followed> _followed = new();

    /// <inheritdoc />
    public async Task RunAsync(CancellationToken stopping, CancellationToken aborting)
    {
        while (!stopping.IsCancellationRequested)
        {
            await SyncAsync(stopping);
            await Task.Delay(s_syncPeriod, settings.Clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await Task.WhenAll(_followed.Values.Select(followed => followed.Running));
    }

    /// <summary>Notes every position; what has not changed is not written.</summary>
    public void Save()
    {
        foreach (var (key, followed) in _followed)
        {
            // Before the file is open what was remembered stays.
            if (followed.Ledger.Position is { } position)
            {
                positions.Set(key.Path, key.Key, position);
            }

            metrics.SetFile(id, key.Path, followed.Tail.Offset, followed.Tail.Lines, SizeOf(key.Path));
        }

        metrics.SetActiveFiles(id, _followed.Count);
        try
        {
            positions.Save();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Nothing is lost: at worst lines come twice after a restart.
            LogNotSaved(id, error.Message);
        }
    }

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } info ? info.Length : 0;

    private async Task SyncAsync(CancellationToken stopping)
    {
        var wanted = targets.Targets.Select(ToTarget).OfType<FileTarget>().DistinctBy(target => (target.Path, target.Key)).ToList();
        foreach (var target in wanted)
        {
            if (!_followed.TryGetValue((target.Path, target.Key), out var followed))
            {
                LogBegun(id, target.Path);
                Follow(target, new FileLedger(), positions.Get(target.Path, target.Key), problem: null, stopping);
            }
            else if (followed.Running.IsFaulted || (followed.Running.IsCompleted && File.Exists(target.Path)))
            {
                // It was gone, and there is another of its name, which is read from its beginning; or it could not be read for a while.
                var (isGone, problem) = await followed.Running;
                var position = isGone ? new FilePosition(0, null) : followed.Ledger.Position ?? positions.Get(target.Path, target.Key);
                Follow(target, followed.Ledger, position, problem, stopping);
            }
        }

        Forget([.. wanted.Select(target => (target.Path, target.Key))]);
    }

    private void Follow(FileTarget target, FileLedger ledger, FilePosition? position, string? problem, CancellationToken stopping)
    {
        var tail = new FileTail(target, ledger, next.SendAsync, settings);
        _followed[(target.Path, target.Key)] = new Followed(
            tail, ledger, Task.Run(() => RunAsync(tail, target, position, problem, stopping), CancellationToken.None));
    }

    private async Task<(bool IsGone, string? Problem)> RunAsync(
        FileTail tail, FileTarget target, FilePosition? position, string? problem, CancellationToken stopping)
    {
        try
        {
            return (await tail.RunAsync(position, stopping), null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Said once, not twice a second.
            if (error.Message != problem || tail.Lines > 0)
            {
                LogFailed(id, target.Path, error.Message);
            }

            return (false, error.Message);
        }
    }

    // A file that is gone has been read to its end; once all of it is shipped it is forgotten.
    private void Forget(HashSet<(string Path, string Key)> wanted)
    {
        foreach (var (key, followed) in _followed)
        {
            if (!wanted.Contains(key) && followed.Running.IsCompleted && followed.Ledger.IsSettled)
            {
                _followed.TryRemove(key, out _);
                positions.Set(key.Path, key.Key, null);
                metrics.RemoveFile(id, key.Path);
                LogEnded(id, key.Path);
            }
        }
    }

    private static FileTarget? ToTarget(IReadOnlyDictionary<string, string> target)
    {
        if (!target.TryGetValue(FileMatch.PathLabel, out var path))
        {
            return null;
        }

        var labels = target.Where(label => !label.Key.StartsWith("__", StringComparison.Ordinal)).ToDictionary(StringComparer.Ordinal);
        var key = LabelText.Write(labels);
        labels[FileNameLabel] = path;
        return new FileTarget(path, key, labels);
    }

    private sealed record Followed(FileTail Tail, FileLedger Ledger, Task<(bool IsGone, string? Problem)> Running);

    [LoggerMessage(1, LogLevel.Information, "{Component}: following {Path}")]
    private partial void LogBegun(string component, string path);

    [LoggerMessage(2, LogLevel.Information, "{Component}: {Path} is gone")]
    private partial void LogEnded(string component, string path);

    [LoggerMessage(3, LogLevel.Error, "{Component}: {Path} cannot be read: {Reason}")]
    private partial void LogFailed(string component, string path, string reason);

    [LoggerMessage(4, LogLevel.Error, "{Component}: positions are not saved: {Reason}")]
    private partial void LogNotSaved(string component, string reason);
}
