using Microsoft.Data.Sqlite;
using Snappier;

namespace Observability.StandIns.Documents.Store;

/// <summary>Changes of the database that are made together.</summary>
internal sealed class DatabaseChange(SqliteConnection connection, SqliteTransaction transaction)
{
    /// <summary>Sets a text of a kind and returns its number.</summary>
    public long SetText(string kind, string name, string text)
    {
        using var command = Create("""
            INSERT INTO texts (kind, name, text) VALUES ($kind, $name, $text)
            ON CONFLICT (kind, name) DO UPDATE SET text = excluded.text RETURNING id
            """, ("$kind", kind), ("$name", name), ("$text", text));
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Takes a text away.</summary>
    public void DeleteText(string kind, string name)
    {
        using var command = Create("DELETE FROM texts WHERE kind = $kind AND name = $name", ("$kind", kind), ("$name", name));
        command.ExecuteNonQuery();
    }

    /// <summary>Takes an index's chunks away.</summary>
    public void DeleteChunks(long index)
    {
        using var command = Create("DELETE FROM chunks WHERE idx = $index", ("$index", index));
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// Takes the chunks of an index away of which every document has been replaced. One that says of a document that it was deleted
    /// stays: an older chunk may still have it.
    /// </summary>
    /// <param name="index">The index.</param>
    /// <param name="needed">The chunks that are still needed.</param>
    public void DeleteReplacedChunks(long index, IReadOnlySet<int> needed)
    {
        using var list = Create("SELECT id FROM chunks WHERE idx = $index AND deletes = 0", ("$index", index));
        var replaced = new List<int>();
        using (var reader = list.ExecuteReader())
        {
            while (reader.Read())
            {
                if (!needed.Contains(reader.GetInt32(0)))
                {
                    replaced.Add(reader.GetInt32(0));
                }
            }
        }

        foreach (var id in replaced)
        {
            using var command = Create("DELETE FROM chunks WHERE id = $id", ("$id", id));
            command.ExecuteNonQuery();
        }
    }

    /// <summary>Adds a chunk.</summary>
    public void AddChunk(int id, long index, ReadOnlySpan<byte> content, bool hasDeletions)
    {
        using var command = Create(
            "INSERT INTO chunks (id, idx, deletes, body) VALUES ($id, $index, $deletes, $body)",
            ("$id", id), ("$index", index), ("$deletes", hasDeletions ? 1 : 0), ("$body", Snappy.CompressToArray(content)));
        command.ExecuteNonQuery();
    }

    private SqliteCommand Create(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }
}
