namespace Observability.StandIns.Logs.Storage;

/// <summary>A piece of a stream that has been written: where its entries lie in time and where it is kept.</summary>
/// <param name="Id">Number of its row.</param>
/// <param name="First">Time of its first entry.</param>
/// <param name="Last">Time of its last entry.</param>
/// <param name="Count">How many entries it has.</param>
/// <param name="TextLength">Bytes of its lines.</param>
/// <param name="StoredLength">Bytes that it takes on disk.</param>
internal sealed record Block(long Id, long First, long Last, int Count, int TextLength, int StoredLength)
{
    /// <summary>What it holds, once its row is about to go: whoever still reads the block finds it here.</summary>
    public BlockPayload? Departed { get; set; }

    /// <summary>It is the same where it has the same row.</summary>
    public bool Equals(Block? other) => Id == other?.Id;

    /// <inheritdoc />
    public override int GetHashCode() => Id.GetHashCode();

    /// <summary>Whether it may have entries from one time up to, and without, another.</summary>
    public bool Overlaps(long start, long end) => First < end && Last >= start;
}
