namespace Observability.StandIns.Documents.Columns;

/// <summary>Documents are numbered as they come, and handled in blocks, so that what a query holds at a time is small.</summary>
internal static class Block
{
    /// <summary>Documents in a block; their numbers in it fit into 16 bits.</summary>
    public const int Size = 1 << Shift;

    /// <summary>64-bit words of a set of a block's documents.</summary>
    public const int Words = Size / 64;

    private const int Shift = 14;

    /// <summary>The block of a document.</summary>
    public static int Of(int document) => document >> Shift;

    /// <summary>The number of a document in its block.</summary>
    public static ushort Within(int document) => (ushort)(document & (Size - 1));

    /// <summary>The first document of a block.</summary>
    public static int Start(int block) => block << Shift;

    /// <summary>Blocks that so many documents take.</summary>
    public static int Count(int documents) => (documents + Size - 1) >> Shift;
}
