using Microsoft.Data.Sqlite;

namespace Observability.StandIns.Logs.Storage;

/// <summary>What is written together; without <see cref="Commit"/> nothing of it is.</summary>
internal sealed class StoreTransaction : IDisposable
{
    private readonly SqliteTransaction _transaction;
    private readonly SqliteCommand _stream;
    private readonly SqliteCommand _block;
    private readonly SqliteCommand _payload;
    private readonly List<SqliteCommand> _deletes = [];

    /// <summary>Begins one.</summary>
    public StoreTransaction(SqliteConnection connection)
    {
        _transaction = connection.BeginTransaction(deferred: false);
        _stream = Prepare(connection, "INSERT OR IGNORE INTO streams VALUES ($0, $1, $2)", 3);
        _block = Prepare(connection, "INSERT INTO blocks VALUES ($0, $1, $2, $3, $4, $5, $6)", 7);
        _payload = Prepare(connection, "INSERT INTO payloads VALUES ($0, $1, $2)", 3);
        _deletes.Add(Prepare(connection, "DELETE FROM blocks WHERE id = $0", 1));
        _deletes.Add(Prepare(connection, "DELETE FROM payloads WHERE id = $0", 1));
    }

    /// <summary>Writes a stream, unless it is there.</summary>
    public void AddStream(LogStream stream)
    {
        using var labels = new ByteWriter();
        LabelCodec.Write(labels, stream.Labels);
        Run(_stream, stream.Id, stream.Tenant, labels.Written.ToArray());
    }

    /// <summary>Writes a block of a stream.</summary>
    public void AddBlock(long stream, Block block, BlockPayload payload)
    {
        Run(_block, block.Id, stream, block.First, block.Last, block.Count, block.TextLength, block.StoredLength);
        Run(_payload, block.Id, payload.Columns, payload.Text);
    }

    /// <summary>Deletes a block.</summary>
    public void RemoveBlock(Block block)
    {
        foreach (var delete in _deletes)
        {
            Run(delete, block.Id);
        }
    }

    /// <summary>Makes it last.</summary>
    public void Commit() => _transaction.Commit();

    /// <inheritdoc />
    public void Dispose()
    {
        _transaction.Dispose();
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_stream, _block, _payload, .. _deletes])
        {
            command.Dispose();
        }
    }

    private SqliteCommand Prepare(SqliteConnection connection, string text, int parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = text;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = FormattableString.Invariant($"${i}") });
        }

        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i];
        }

        command.ExecuteNonQuery();
    }
}
