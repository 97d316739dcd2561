using Microsoft.Data.Sqlite;
using Snappier;

namespace Observability.StandIns.Documents.Store;

/// <summary>
/// The one file that everything is kept in, a SQLite database: indices, templates, and the documents in packed chunks. A change is on
/// the disk when its method has come back, as the server's is by its translog
/// (https://www.elastic.co/docs/reference/elasticsearch/index-settings/translog).
/// </summary>
internal sealed class DocumentDatabase : IDisposable
{
    private const int FormatVersion = 1;
    private readonly FileStream _lock;
    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _reader;
    private readonly SqliteCommand _readChunk;
    private readonly Lock _reading = new();
    private int _lastChunk;

    /// <summary>Opens the file, or makes it.</summary>
    /// <exception cref="StandInException">It cannot be opened, is of another kind, or another process has it.</exception>
    public DocumentDatabase(string folder)
    {
        Folder = folder;
        try
        {
            Directory.CreateDirectory(folder);
            _lock = new FileStream(Path.Combine(folder, "node.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StandInException($"{folder}: {error.Message} (path.data: a folder that one node at a time can write to)");
        }

        var path = Path.Combine(folder, "documents.db");
        try
        {
            _writer = Open(path, SqliteOpenMode.ReadWriteCreate);
            Prepare(path);
            _reader = Open(path, SqliteOpenMode.ReadOnly);
            _readChunk = _reader.CreateCommand();
            _readChunk.CommandText = "SELECT body FROM chunks WHERE id = $id";
            _readChunk.Parameters.Add("$id", SqliteType.Integer);
            _readChunk.Prepare();
            _lastChunk = (int)(long)Scalar("SELECT coalesce(max(id), 0) FROM chunks");
        }
        catch (SqliteException error)
        {
            throw new StandInException($"{path}: {error.Message}");
        }
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }

    /// <summary>The number of a new chunk.</summary>
    public int NextChunk() => ++_lastChunk;

    /// <summary>Everything of a kind that is kept as text: indices, templates, settings.</summary>
    public List<(long Id, string Name, string Text)> ReadTexts(string kind)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = "SELECT id, name, text FROM texts WHERE kind = $kind ORDER BY id";
        command.Parameters.AddWithValue("$kind", kind);
        using var reader = command.ExecuteReader();
        var texts = new List<(long, string, string)>();
        while (reader.Read())
        {
            texts.Add((reader.GetInt64(0), reader.GetString(1), reader.GetString(2)));
        }

        return texts;
    }

    /// <summary>Makes changes together: all of them are there afterwards, or none.</summary>
    /// <exception cref="StoreFullException">The disk is full.</exception>
    public void Change(Action<DatabaseChange> change)
    {
        try
        {
            using var transaction = _writer.BeginTransaction();
            change(new DatabaseChange(_writer, transaction));
            transaction.Commit();
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 10 or 13)
        {
            // 13 is "full"; a write that the system refuses for a limit is 10, "I/O error" (https://www.sqlite.org/rescode.html).
            throw new StoreFullException(error.Message);
        }
    }

    /// <summary>Reads a chunk; null where it is no longer there.</summary>
    public byte[]? ReadChunk(int id)
    {
        byte[] packed;
        lock (_reading)
        {
            _readChunk.Parameters[0].Value = id;
            if (_readChunk.ExecuteScalar() is not byte[] body)
            {
                return null;
            }

            packed = body;
        }

        return Snappy.DecompressToArray(packed);
    }

    /// <summary>The numbers of an index's chunks, in the order in which they were written.</summary>
    public List<int> ListChunks(long index)
    {
        lock (_reading)
        {
            using var command = _reader.CreateCommand();
            command.CommandText = "SELECT id FROM chunks WHERE idx = $index ORDER BY id";
            command.Parameters.AddWithValue("$index", index);
            using var reader = command.ExecuteReader();
            var chunks = new List<int>();
            while (reader.Read())
            {
                chunks.Add(reader.GetInt32(0));
            }

            return chunks;
        }
    }

    /// <summary>Bytes that an index's chunks take.</summary>
    public long SizeOf(long index)
    {
        lock (_reading)
        {
            using var command = _reader.CreateCommand();
            command.CommandText = "SELECT coalesce(sum(length(body)), 0) FROM chunks WHERE idx = $index";
            command.Parameters.AddWithValue("$index", index);
            return (long)command.ExecuteScalar()!;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _readChunk.Dispose();
        _reader.Dispose();
        _writer.Dispose();
        _lock.Dispose();
    }

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private void Prepare(string path)
    {
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY;");
        var version = (long)Scalar("PRAGMA user_version");
        if (version is not (0 or FormatVersion))
        {
            throw new StandInException(
                $"{path}: this is a file of another version ({version}) of the stand-in; delete the folder to begin anew.");
        }

        Execute($"""
            CREATE TABLE IF NOT EXISTS texts (
                id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (kind, name));
            CREATE TABLE IF NOT EXISTS chunks (id INTEGER PRIMARY KEY, idx INTEGER NOT NULL, deletes INTEGER NOT NULL, body BLOB NOT NULL);
            CREATE INDEX IF NOT EXISTS chunks_of_index ON chunks (idx, id);
            PRAGMA user_version = {FormatVersion};
            """);
    }

    private void Execute(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private object Scalar(string sql)
    {
        using var command = _writer.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar()!;
    }
}
