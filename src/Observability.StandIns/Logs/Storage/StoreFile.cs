using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Observability.LogQL;

namespace Observability.StandIns.Logs.Storage;

/// <summary>
/// The file that everything is kept in: a database of SQLite with a write-ahead log. What has been committed survives the end of the
/// process, however it comes; like Loki's own log it is not forced to the disk with every push, so that the last moments before the
/// machine itself loses power may be lost. One thread writes, any number read.
/// </summary>
internal sealed class StoreFile : IDisposable
{
    private const int FormatVersion = 1;

    // Rows that are scanned at the start are apart from the large ones that are read one by one.
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS streams (id INTEGER PRIMARY KEY, tenant TEXT NOT NULL, labels BLOB NOT NULL);
        CREATE TABLE IF NOT EXISTS blocks (
            id INTEGER PRIMARY KEY, stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
            entries INTEGER NOT NULL, length INTEGER NOT NULL, stored INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS payloads (id INTEGER PRIMARY KEY, columns BLOB NOT NULL, text BLOB NOT NULL)
        """;

    private const string Settings = """
        PRAGMA page_size = 16384;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        PRAGMA journal_size_limit = 67108864;
        """;

    private readonly string _path;
    private readonly SqliteConnection _writer;
    private readonly ConcurrentBag<SqliteConnection> _readers = [];

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="folder">Folder that it is in; made where it is not there.</param>
    /// <exception cref="StandInException">It cannot be opened, or is none of ours.</exception>
    public StoreFile(string folder)
    {
        _path = Path.Combine(folder, "logs.db");
        try
        {
            Directory.CreateDirectory(folder);
            _writer = Open(SqliteOpenMode.ReadWriteCreate);
            Execute(Settings);
            using var version = Command("PRAGMA user_version");
            switch (version.ExecuteScalar())
            {
                case 0L:
                    Execute($"{Schema}; PRAGMA user_version = {FormatVersion}");
                    break;

                // Nothing is written then: a store whose disk is full must open, too.
                case (long)FormatVersion:
                    break;
                case var other:
                    throw new StandInException(
                        $"{_path}: it was written by another version of this stand-in (format {other}); move it away");
            }
        }
        catch (Exception error) when (error is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StandInException($"{_path}: {error.Message}");
        }
    }

    /// <summary>Reads every stream.</summary>
    public IEnumerable<(long Id, string Tenant, LabelSet Labels)> ReadStreams()
    {
        using var command = Command("SELECT id, tenant, labels FROM streams");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            yield return (rows.GetInt64(0), rows.GetString(1), ReadLabels((byte[])rows[2]));
        }
    }

    /// <summary>Reads where every block is, without what is in it.</summary>
    public IEnumerable<(long Stream, Block Block)> ReadBlocks()
    {
        using var command = Command("SELECT id, stream, first, last, entries, length, stored FROM blocks");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            yield return (rows.GetInt64(1), new Block(
                rows.GetInt64(0), rows.GetInt64(2), rows.GetInt64(3), rows.GetInt32(4), rows.GetInt32(5), rows.GetInt32(6)));
        }
    }

    /// <summary>Reads the columns of a block.</summary>
    public LabelSet?[] ReadColumns(Block block, Span<long> times, Span<int> offsets)
    {
        using var bytes = Read(block, "columns");
        return BlockCodec.DecodeColumns(block.Departed is { } departed ? departed.Columns : bytes.Span, times, offsets);
    }

    /// <summary>Reads the lines of a block.</summary>
    public void ReadText(Block block, Span<byte> destination)
    {
        using var bytes = Read(block, "text");
        BlockCodec.DecodeText(block.Departed is { } departed ? departed.Text : bytes.Span, destination);
    }

    /// <summary>Reads all of a block as it is kept.</summary>
    public BlockPayload ReadPayload(Block block)
    {
        using var columns = Read(block, "columns");
        using var text = Read(block, "text");
        return new BlockPayload(columns.Span.ToArray(), text.Span.ToArray());
    }

    /// <summary>Begins a transaction of the one thread that writes.</summary>
    public StoreTransaction Begin() => new(_writer);

    /// <inheritdoc />
    public void Dispose()
    {
        while (_readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        _writer.Dispose();
    }

    private static LabelSet ReadLabels(byte[] bytes)
    {
        var reader = new ByteReader(bytes);
        return LabelCodec.Read(ref reader);
    }

    private PooledBytes Read(Block block, string column)
    {
        if (block.Departed is not null)
        {
            return PooledBytes.Empty;
        }

        var connection = _readers.TryTake(out var reader) ? reader : Open(SqliteOpenMode.ReadOnly);
        try
        {
            using var blob = new SqliteBlob(connection, "payloads", column, block.Id, readOnly: true);
            var bytes = new PooledBytes((int)blob.Length);
            blob.ReadExactly(bytes.Span);
            return bytes;
        }
        catch (SqliteException) when (block.Departed is not null)
        {
            // It went between the look and the reading.
            return PooledBytes.Empty;
        }
        finally
        {
            _readers.Add(connection);
        }
    }

    private SqliteConnection Open(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = _path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA cache_size = -1024; PRAGMA temp_store = MEMORY";
        command.ExecuteNonQuery();
        return connection;
    }

    private SqliteCommand Command(string text)
    {
        var command = _writer.CreateCommand();
        command.CommandText = text;
        return command;
    }

    private void Execute(string text)
    {
        using var command = Command(text);
        command.ExecuteNonQuery();
    }

    /// <summary>Bytes in a buffer of a pool.</summary>
    private readonly struct PooledBytes(int length) : IDisposable
    {
        private readonly byte[] _buffer = length == 0 ? [] : ArrayPool<byte>.Shared.Rent(length);

        public static PooledBytes Empty => new(0);

        public Span<byte> Span => _buffer.AsSpan(0, length);

        public void Dispose()
        {
            if (_buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_buffer);
            }
        }
    }
}
