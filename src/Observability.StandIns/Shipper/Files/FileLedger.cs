namespace Observability.StandIns.Shipper.Files;

/// <summary>
/// Keeps the position of one path: it moves when the oldest line that is on its way is settled, and not before, also when a file has
/// been replaced by another meanwhile.
/// </summary>
internal sealed class FileLedger
{
    private readonly Lock _lock = new();
    private readonly Queue<SourceLine> _open = new();
    private OpenFile? _file;
    private long _offset;

    /// <summary>True while no line is on its way.</summary>
    public bool IsSettled
    {
        get
        {
            lock (_lock)
            {
                return _open.Count == 0;
            }
        }
    }

    /// <summary>Begins with a file at an offset; what is on its way of the one before stays first.</summary>
    public void Begin(OpenFile file, long offset)
    {
        lock (_lock)
        {
            if (_open.Count == 0)
            {
                (_file, _offset) = (file, offset);
                return;
            }

            // Its position counts once the lines before are through.
            var start = new SourceLine(this, file, offset);
            _open.Enqueue(start);
            start.Settle();
        }
    }

    /// <summary>Notes a line that was read.</summary>
    public SourceLine Add(OpenFile file, long end)
    {
        var line = new SourceLine(this, file, end);
        lock (_lock)
        {
            _open.Enqueue(line);
        }

        return line;
    }

    /// <summary>Moves the position past every settled line that none before holds up.</summary>
    public void Advance()
    {
        lock (_lock)
        {
            while (_open.TryPeek(out var line) && line.IsSettled)
            {
                (_file, _offset) = (line.File, line.End);
                _open.Dequeue();
            }
        }
    }

    /// <summary>The position; null before there is one.</summary>
    public FilePosition? Position
    {
        get
        {
            lock (_lock)
            {
                return _file is null ? null : new FilePosition(_offset, _file.Head);
            }
        }
    }
}
