using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// Copies what one process or container writes into the resource's log. Lines keep the time that DCP puts before them:
/// <c>2026-11-24T01:37:13.849Z listening</c>.
/// </summary>
internal sealed class LogPump(DcpClient client, string plural, string name, IReadOnlyList<LogSource> sources, ILogger log)
    : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly int[] _copied = new int[sources.Count];
    private Task _following = Task.CompletedTask;

    /// <summary>Begins to copy; the object must exist, what it runs need not be running yet.</summary>
    public void Start() => _following = Task.WhenAll(Enumerable.Range(0, sources.Count).Select(FollowAsync));

    /// <summary>
    /// Copies what is left and ends. Called when the process is gone and before that is made known, so that whoever learns
    /// of the end finds the last lines too; the streams themselves would end only seconds later.
    /// </summary>
    public async Task DrainAsync(CancellationToken cancellationToken)
    {
        await StopFollowingAsync().ConfigureAwait(false);
        List<(string Line, LogLevel Level)> rest = [];
        for (var i = 0; i < sources.Count; i++)
        {
            try
            {
                await using var stream = await client.OpenLogAsync(plural, name, sources[i].Name, follow: false, _copied[i], cancellationToken).ConfigureAwait(false);
                using var reader = new StreamReader(stream);
                while (await reader.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
                {
                    rest.Add((line, sources[i].Level));
                }
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or DcpException or ObjectDisposedException)
            {
                // The object is gone, and its log with it.
            }
        }

        // The times at the beginning of the lines put those of several sources in their order.
        foreach (var (line, level) in rest.OrderBy(static entry => entry.Line.AsSpan(0, entry.Line.IndexOf(' ') is var end and > 0 ? end : 0).ToString(), StringComparer.Ordinal))
        {
            Write(level, line);
        }
    }

    /// <summary>Ends without copying what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopFollowingAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task StopFollowingAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _following.ConfigureAwait(false);
    }

    private async Task FollowAsync(int source)
    {
        try
        {
            await using var stream = await client.OpenLogAsync(plural, name, sources[source].Name, follow: true, skip: 0, _stop.Token).ConfigureAwait(false);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(_stop.Token).ConfigureAwait(false) is { } line)
            {
                _copied[source]++;
                Write(sources[source].Level, line);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException or IOException or DcpException or ObjectDisposedException)
        {
            // Stopped, or the object or DCP itself is gone.
        }
    }

    private void Write(LogLevel level, string line) => log.Log(level, default, line, exception: null, static (text, _) => text);
}

/// <summary>A stream of a log.</summary>
/// <param name="Name">DCP's name for it.</param>
/// <param name="Level">Error where its lines are marked as those of standard error.</param>
internal sealed record LogSource(string Name, LogLevel Level)
{
    /// <summary>The streams of a process.</summary>
    public static IReadOnlyList<LogSource> Executable { get; } = [new("stdout", LogLevel.Information), new("stderr", LogLevel.Error)];

    /// <summary>The streams of a container; first what the engine says while it pulls, builds and creates.</summary>
    public static IReadOnlyList<LogSource> Container { get; } =
    [
        new("startup_stdout", LogLevel.Information), new("startup_stderr", LogLevel.Information), .. Executable,
    ];
}
