using Observability.StandIns.Documents.Columns;

namespace Observability.StandIns.Documents.Store;

/// <summary>The documents of an index at one moment.</summary>
/// <param name="data">What is in memory of them.</param>
/// <param name="count">Documents, with those that are gone.</param>
/// <param name="gone">Those that are gone, by blocks.</param>
/// <param name="goneCount">How many are gone.</param>
internal sealed class Snapshot(IndexData data, int count, ulong[]?[] gone, int goneCount)
{
    /// <summary>What is in memory of them.</summary>
    public IndexData Data { get; } = data;

    /// <summary>Documents, with those that are gone.</summary>
    public int Count { get; } = count;

    /// <summary>Those that are gone, by blocks; null where none is.</summary>
    public ulong[]?[] Gone { get; } = gone;

    /// <summary>Documents that are there.</summary>
    public int LiveCount => Count - goneCount;

    /// <summary>Blocks that they take.</summary>
    public int BlockCount => Block.Count(Count);

    /// <summary>Documents of a block, with those that are gone.</summary>
    public int CountIn(int block) => Math.Min(Block.Size, Count - Block.Start(block));
}
