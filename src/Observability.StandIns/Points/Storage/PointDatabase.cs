using Microsoft.Data.Sqlite;

namespace Observability.StandIns.Points.Storage;

/// <summary>
/// The SQLite file: columns, blocks of their points, and a log of what came since the last flush. One connection writes; a commit
/// reaches the disk before it returns (WAL, synchronous FULL).
/// </summary>
internal sealed class PointDatabase : IDisposable
{
    private const string Schema = """
        PRAGMA page_size = 8192;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = FULL;
        PRAGMA journal_size_limit = 67108864;
        CREATE TABLE IF NOT EXISTS col (id INTEGER PRIMARY KEY, bucket TEXT NOT NULL, key BLOB NOT NULL, field TEXT NOT NULL, type INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS block (id INTEGER PRIMARY KEY, col INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, count INTEGER NOT NULL, data BLOB NOT NULL);
        CREATE INDEX IF NOT EXISTS block_range ON block (col, first, last, count);
        CREATE TABLE IF NOT EXISTS log (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
        """;

    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insertColumn;
    private readonly SqliteCommand _insertLog;
    private readonly SqliteCommand _insertBlock;
    private readonly SqliteCommand _deleteBlocks;
    private SqliteTransaction? _transaction;

    /// <summary>Opens or makes the file.</summary>
    public PointDatabase(string path)
    {
        // Readers' connections are pooled and cannot write any more: the writer's must not come from among them.
        var settings = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 30 };
        ConnectionString = settings.ToString();
        settings.Pooling = false;
        _connection = new SqliteConnection(settings.ToString());
        _connection.Open();
        Execute(Schema);
        _insertColumn = Prepare("INSERT OR REPLACE INTO col (id, bucket, key, field, type) VALUES ($1, $2, $3, $4, $5)");
        _insertLog = Prepare("INSERT INTO log (data) VALUES ($1)");
        _insertBlock = Prepare("INSERT INTO block (col, first, last, count, data) VALUES ($1, $2, $3, $4, $5)");
        _deleteBlocks = Prepare("DELETE FROM block WHERE col = $1 AND first <= $2 AND last >= $3");
    }

    /// <summary>How readers reach the same file.</summary>
    public string ConnectionString { get; }

    /// <summary>Does something as one transaction; when it fails, nothing of it has happened.</summary>
    /// <exception cref="PointStoreException">SQLite refused, for example because the disk is full.</exception>
    public void InTransaction(Action work)
    {
        try
        {
            using var transaction = _connection.BeginTransaction();
            _transaction = transaction;
            work();
            transaction.Commit();
        }
        catch (SqliteException error)
        {
            throw new PointStoreException(error.Message, error);
        }
        finally
        {
            _transaction = null;
        }
    }

    /// <summary>Keeps a new column.</summary>
    public void Add(SeriesColumn column) => Run(
        _insertColumn,
        column.Id,
        column.Series.Measurement.Bucket.Id,
        System.Text.Encoding.UTF8.GetBytes(column.Series.Key),
        column.Field,
        (int)column.Type);

    /// <summary>Keeps what a request wrote.</summary>
    public void AddLog(byte[] data) => Run(_insertLog, data);

    /// <summary>Empties the log: all of it is in blocks.</summary>
    public void ClearLog() => Execute("DELETE FROM log");

    /// <summary>Keeps a block.</summary>
    public void AddBlock(long column, long first, long last, int count, byte[] data) => Run(_insertBlock, column, first, last, count, data);

    /// <summary>Deletes the blocks that have to do with a span of time, both ends included.</summary>
    public void DeleteBlocks(long column, long first, long last) => Run(_deleteBlocks, column, last, first);

    /// <summary>Deletes the blocks of a bucket that end before a time.</summary>
    public void DeleteBlocksBefore(string bucket, long time) => Run(
        Prepare("DELETE FROM block WHERE last < $1 AND col IN (SELECT id FROM col WHERE bucket = $2)"), time, bucket);

    /// <summary>Deletes a column with all its blocks.</summary>
    public void Delete(long column)
    {
        DeleteBlocks(column, long.MinValue, long.MaxValue);
        Run(Prepare("DELETE FROM col WHERE id = $1"), column);
    }

    /// <summary>Deletes all of a bucket.</summary>
    public void DeleteBucket(string bucket)
    {
        Run(Prepare("DELETE FROM block WHERE col IN (SELECT id FROM col WHERE bucket = $1)"), bucket);
        Run(Prepare("DELETE FROM col WHERE bucket = $1"), bucket);
    }

    /// <summary>All columns: number, bucket, key, field, type, and first, last and count of the last block where there is one.</summary>
    public IEnumerable<(long Id, string Bucket, byte[] Key, string Field, FieldType Type, BlockState? Block)> ReadColumns()
    {
        using var command = Prepare("""
            SELECT c.id, c.bucket, c.key, c.field, c.type, b.first, b.last, b.count
            FROM col c LEFT JOIN block b ON b.col = c.id AND b.first = (SELECT max(first) FROM block WHERE col = c.id)
            ORDER BY c.id
            """);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return (
                reader.GetInt64(0),
                reader.GetString(1),
                reader.GetFieldValue<byte[]>(2),
                reader.GetString(3),
                (FieldType)reader.GetInt32(4),
                reader.IsDBNull(5) ? null : new BlockState(reader.GetInt64(5), reader.GetInt64(6), reader.GetInt32(7)));
        }
    }

    /// <summary>A column's last block, or null.</summary>
    public BlockState? ReadLastBlock(long column)
    {
        using var command = Prepare("SELECT first, last, count FROM block WHERE col = $1 ORDER BY first DESC LIMIT 1");
        command.Parameters.AddWithValue("$1", column);
        using var reader = command.ExecuteReader();
        return reader.Read() ? new BlockState(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2)) : null;
    }

    /// <summary>The log, oldest first.</summary>
    public IEnumerable<byte[]> ReadLog()
    {
        using var command = Prepare("SELECT data FROM log ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return reader.GetFieldValue<byte[]>(0);
        }
    }

    /// <summary>Size of the blocks of each bucket, in bytes.</summary>
    public Dictionary<string, long> ReadSizes()
    {
        // The length of a blob stands before it: its own pages are not read.
        using var command = Prepare("SELECT c.bucket, sum(length(b.data)) FROM block b JOIN col c ON c.id = b.col GROUP BY c.bucket");
        using var reader = command.ExecuteReader();
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
        {
            sizes.Add(reader.GetString(0), reader.GetInt64(1));
        }

        return sizes;
    }

    /// <summary>Opens a reader of this very connection, for work of the store's own thread.</summary>
    public StoreReader OpenOwnReader() => new(_connection, _transaction);

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private SqliteCommand Prepare(string text)
    {
        var command = _connection.CreateCommand();
        command.CommandText = text;
        command.Transaction = _transaction;
        return command;
    }

    private void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (command.Parameters.Count == i)
            {
                command.Parameters.Add(new SqliteParameter { ParameterName = $"${i + 1}" });
            }

            command.Parameters[i].Value = values[i];
        }

        // There is one transaction of a connection at a time; a command that does not name it is refused.
        command.Transaction = _transaction;
        command.ExecuteNonQuery();
    }

    private void Execute(string text)
    {
        using var command = Prepare(text);
        command.ExecuteNonQuery();
    }
}
