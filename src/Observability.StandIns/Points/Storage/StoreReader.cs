using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Observability.StandIns.Points.Storage;

/// <summary>Reads columns for one query over a connection of its own, beside the one that writes.</summary>
internal sealed class StoreReader : IDisposable
{
    private const int CacheKilobytes = 1024;
    private readonly SqliteConnection _connection;
    private readonly bool _ownsConnection;
    private readonly SqliteCommand _select;

    /// <summary>Reads within a transaction of a connection that stays open.</summary>
    public StoreReader(SqliteConnection connection, SqliteTransaction? transaction)
        : this(connection, ownsConnection: false) => _select.Transaction = transaction;

    private StoreReader(SqliteConnection connection, bool ownsConnection)
    {
        _connection = connection;
        _ownsConnection = ownsConnection;
        _select = connection.CreateCommand();
        _select.CommandText = "SELECT count, data FROM block WHERE col = $1 AND first < $2 AND last >= $3 ORDER BY first";
        for (var i = 1; i <= 3; i++)
        {
            _select.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }
    }

    /// <summary>Opens a connection for one query.</summary>
    public static StoreReader Open(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA query_only = 1; PRAGMA cache_size = -{CacheKilobytes}";
        command.ExecuteNonQuery();
        return new StoreReader(connection, ownsConnection: true);
    }

    /// <summary>A column's points, sorted, each time once, from one time to another, the second excluded.</summary>
    public ColumnData Read(SeriesColumn column, long start, long stop)
    {
        // First what is in memory: were it flushed in between, it is seen twice and not never.
        var head = column.ReadHead(start, stop);
        return ColumnData.Merge(ReadBlocks(column, start, stop).Between(start, stop), head);
    }

    /// <summary>The points of all blocks that have to do with a span of time, the second end excluded.</summary>
    public ColumnData ReadBlocks(SeriesColumn column, long start, long stop)
    {
        var data = new ColumnData(column.Type);
        _select.Parameters[0].Value = column.Id;
        _select.Parameters[1].Value = stop;
        _select.Parameters[2].Value = start;
        using var reader = _select.ExecuteReader();
        while (reader.Read())
        {
            // The blob as it lies in SQLite's page, without a copy.
            BlockCodec.Decode(raw.sqlite3_column_blob(reader.Handle, 1), reader.GetInt32(0), data);
        }

        return data;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _select.Dispose();
        if (_ownsConnection)
        {
            _connection.Dispose();
        }
    }
}
