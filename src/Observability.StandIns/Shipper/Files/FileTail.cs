using System.Text;

namespace Observability.StandIns.Shipper.Files;

/// <summary>
/// Follows one path: reads what is there, waits for more, and notices when the file was emptied, or renamed and replaced. What a
/// renamed file still holds is read first, also where that happened while nobody followed it.
/// </summary>
/// <param name="target">What to follow.</param>
/// <param name="ledger">Keeps the position.</param>
/// <param name="receive">Gets the lines; it waits while the stores are behind.</param>
/// <param name="settings">How to follow.</param>
internal sealed class FileTail(
    FileTarget target, FileLedger ledger, Func<LogEntry, CancellationToken, ValueTask> receive, TailSettings settings)
{
    // Longer than any line that a store takes: what is longer is divided.
    private const int LongestLine = 1024 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<byte> _line = [];
    private long _offset;
    private (DateTime Written, long Length) _seen;

    /// <summary>Where it has read to, for the metrics.</summary>
    public long Offset => Interlocked.Read(ref _offset);

    /// <summary>Lines that it has read, for the metrics.</summary>
    public long Lines { get; private set; }

    /// <summary>Follows until it is told to stop or the file is gone and read to its end.</summary>
    /// <returns>True where the file is gone.</returns>
    public async Task<bool> RunAsync(FilePosition? position, CancellationToken stopping)
    {
        var file = await OpenAsync(position, stopping);
        try
        {
            while (file is not null)
            {
                ledger.Begin(file, _offset);
                var next = await FollowAsync(file, stopping);
                file.Dispose();
                file = next;
                _offset = 0;
            }

            return true;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            return false;
        }
        finally
        {
            file?.Dispose();
        }
    }

    /// <summary>Opens the file where it was left, after reading the rest of the one that it has replaced.</summary>
    private async Task<OpenFile?> OpenAsync(FilePosition? position, CancellationToken stopping)
    {
        var file = OpenFile.TryOpen(target.Path);
        if (position is null)
        {
            _offset = file is not null && settings.FromEnd ? file.Stream.Length : 0;
            return file;
        }

        var head = position.Head ?? FileHead.Empty;
        if (file is not null && (head.Length == 0 || head.IsOf(file.Stream)))
        {
            // Shorter than what was read: emptied since.
            _offset = file.Stream.Length < position.Offset ? 0 : position.Offset;
            return file;
        }

        if (head.Length > 0 && FindRenamed(head) is { } renamed)
        {
            _offset = position.Offset;
            ledger.Begin(renamed, _offset);
            await ReadToEndAsync(renamed, stopping);
            await EndLineAsync(renamed, stopping);
            renamed.Dispose();
        }

        _offset = 0;
        return file;
    }

    // app.log is renamed to app.log.1 or app-20261125.log and the like.
    private OpenFile? FindRenamed(FileHead head)
    {
        var folder = Path.GetDirectoryName(target.Path)!;
        var pattern = Path.GetFileNameWithoutExtension(target.Path) + "*";
        foreach (var path in Directory.EnumerateFiles(folder, pattern).Order(StringComparer.Ordinal))
        {
            if (path != target.Path && TryOpen(path) is { } file)
            {
                if (head.IsOf(file.Stream))
                {
                    return file;
                }

                file.Dispose();
            }
        }

        return null;
    }

    // Whatever else lies there and may not be read is not looked at.
    private static OpenFile? TryOpen(string path)
    {
        try
        {
            return OpenFile.TryOpen(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Reads a file until another has taken its place, which is returned, or it is gone.</summary>
    private async Task<OpenFile?> FollowAsync(OpenFile file, CancellationToken stopping)
    {
        _seen = default;
        while (true)
        {
            await ReadToEndAsync(file, stopping);
            var hasChanged = HasChanged(out var isGone);
            if (file.Stream.Length < _offset || (hasChanged && !file.Head.IsOf(file.Stream)))
            {
                Restart(file);
                continue;
            }

            if (hasChanged && (isGone || !IsSame(file)))
            {
                // Whoever writes may have gone on after the last reading.
                await ReadToEndAsync(file, stopping);
                await EndLineAsync(file, stopping);
                return OpenFile.TryOpen(target.Path);
            }

            await Task.Delay(settings.Poll, settings.Clock, stopping);
        }
    }

    private void Restart(OpenFile file)
    {
        file.Forget();
        _line.Clear();
        _offset = 0;
        ledger.Begin(file, 0);
    }

    /// <summary>True where the path shows another state than the last time, so that a closer look is worth while.</summary>
    private bool HasChanged(out bool isGone)
    {
        var info = new FileInfo(target.Path);
        isGone = !info.Exists;
        var state = isGone ? default : (info.LastWriteTimeUtc, info.Length);
        var hasChanged = isGone || state != _seen;
        _seen = state;
        return hasChanged;
    }

    private bool IsSame(OpenFile file)
    {
        using var now = OpenFile.TryOpen(target.Path);
        if (now is null)
        {
            return false;
        }

        // Two empty files cannot be told apart, and need not be.
        return file.Head.Length == 0 ? now.Stream.Length == 0 : file.Head.IsOf(now.Stream);
    }

    private async Task ReadToEndAsync(OpenFile file, CancellationToken stopping)
    {
        while (true)
        {
            stopping.ThrowIfCancellationRequested();
            var read = await RandomAccess.ReadAsync(file.Stream.SafeFileHandle, _buffer, _offset, stopping);
            if (read == 0)
            {
                return;
            }

            var start = 0;
            while (Array.IndexOf(_buffer, (byte)'\n', start, read - start) is var end and >= 0)
            {
                _line.AddRange(_buffer.AsSpan(start, end - start));
                Interlocked.Exchange(ref _offset, _offset + (end + 1 - start));
                start = end + 1;
                await SendLineAsync(file, stopping);
            }

            _line.AddRange(_buffer.AsSpan(start, read - start));
            Interlocked.Exchange(ref _offset, _offset + (read - start));
            if (_line.Count >= LongestLine)
            {
                await SendLineAsync(file, stopping);
            }
        }
    }

    /// <summary>Sends what stands after the last line feed: nothing more will follow it.</summary>
    private ValueTask EndLineAsync(OpenFile file, CancellationToken stopping) =>
        _line.Count > 0 ? SendLineAsync(file, stopping) : ValueTask.CompletedTask;

    private async ValueTask SendLineAsync(OpenFile file, CancellationToken stopping)
    {
        var length = _line.Count > 0 && _line[^1] == '\r' ? _line.Count - 1 : _line.Count;
        var text = Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_line)[..length]);
        _line.Clear();
        Lines++;
        var line = ledger.Add(file, _offset);
        var labels = new Dictionary<string, string>(target.Labels, StringComparer.Ordinal);
        await receive(new LogEntry(line, text, settings.Clock.Nanoseconds(), labels), stopping);
        line.Settle();
    }
}
