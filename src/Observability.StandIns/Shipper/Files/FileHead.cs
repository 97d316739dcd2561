using System.Security.Cryptography;

namespace Observability.StandIns.Shipper.Files;

/// <summary>
/// The first bytes of a file, by which it is known again: a log grows at its end only. Unlike the number that a file system gives
/// a file it is not given to another file, and every system has it.
/// </summary>
/// <param name="Length">How many bytes.</param>
/// <param name="Hash">Their hash.</param>
internal sealed record FileHead(int Length, string Hash)
{
    private const int MostBytes = 1024;

    /// <summary>Head of an empty file, which any file could be.</summary>
    public static FileHead Empty { get; } = new(0, string.Empty);

    /// <summary>True once more content of the file would not change it.</summary>
    public bool IsComplete => Length == MostBytes;

    /// <summary>Reads it.</summary>
    public static FileHead Of(FileStream file) => Of(file, MostBytes);

    /// <summary>True where a file begins with these bytes.</summary>
    public bool IsOf(FileStream file) => Of(file, Length) == this;

    private static FileHead Of(FileStream file, int length)
    {
        var buffer = new byte[length];
        var read = 0;
        while (read < length && RandomAccess.Read(file.SafeFileHandle, buffer.AsSpan(read), read) is var more and > 0)
        {
            read += more;
        }

        return read == 0 ? Empty : new FileHead(read, Convert.ToHexStringLower(SHA256.HashData(buffer.AsSpan(0, read)).AsSpan(0, 16)));
    }
}
