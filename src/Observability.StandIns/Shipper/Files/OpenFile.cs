namespace Observability.StandIns.Shipper.Files;

/// <summary>A file that is read. It stays the same file when it is renamed and another takes its name.</summary>
internal sealed class OpenFile : IDisposable
{
    private FileHead? _head;

    private OpenFile(FileStream stream) => Stream = stream;

    /// <summary>Its content.</summary>
    public FileStream Stream { get; }

    /// <summary>By which it is known again.</summary>
    public FileHead Head
    {
        get
        {
            try
            {
                _head = _head is { IsComplete: true } ? _head : FileHead.Of(Stream);
            }
            catch (ObjectDisposedException)
            {
                // What was known when it was closed.
            }

            return _head ?? FileHead.Empty;
        }
    }

    /// <summary>Opens one, letting others write, rename and delete it; null where there is none.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static OpenFile? TryOpen(string path)
    {
        try
        {
            return new OpenFile(
                new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Forgets what it knows of its beginning: it was emptied.</summary>
    public void Forget() => _head = null;

    /// <inheritdoc />
    public void Dispose()
    {
        // What is known of it last stays: its lines may still be on their way.
        _ = Head;
        Stream.Dispose();
    }
}
