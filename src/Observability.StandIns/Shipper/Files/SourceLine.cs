namespace Observability.StandIns.Shipper.Files;

/// <summary>
/// A line of a file that has been read and not yet been taken by every store that gets it. Only when it is settled, and every line
/// before it, does the file's position move past it.
/// </summary>
/// <param name="ledger">Keeps the file's position.</param>
/// <param name="file">The file that it was read from; another one may have taken its name since.</param>
/// <param name="end">Where in the file the next line begins.</param>
internal sealed class SourceLine(FileLedger ledger, OpenFile file, long end)
{
    // One for whoever reads the file.
    private int _outstanding = 1;

    /// <summary>The file that it was read from.</summary>
    public OpenFile File { get; } = file;

    /// <summary>Where in the file the next line begins.</summary>
    public long End { get; } = end;

    /// <summary>True once <see cref="Settle"/> was called as often as it must be.</summary>
    public bool IsSettled => Volatile.Read(ref _outstanding) == 0;

    /// <summary>Announces one more call of <see cref="Settle"/>.</summary>
    public void Expect() => Interlocked.Increment(ref _outstanding);

    /// <summary>Says that one of those who have it is done with it.</summary>
    public void Settle()
    {
        if (Interlocked.Decrement(ref _outstanding) == 0)
        {
            ledger.Advance();
        }
    }
}
