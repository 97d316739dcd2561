using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Observability.StandIns.Points.Metadata;

/// <summary>Keeps organisations, buckets, users, tokens and mappings, each as a row of JSON.</summary>
internal sealed class MetadataFile : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Lock _lock = new();

    /// <summary>Opens or makes the file.</summary>
    public MetadataFile(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS item (kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID;
            """;
        command.ExecuteNonQuery();
    }

    /// <summary>All of a kind.</summary>
    public IReadOnlyList<T> Read<T>()
        where T : IMetadata
    {
        lock (_lock)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = "SELECT json FROM item WHERE kind = $kind ORDER BY id";
            command.Parameters.AddWithValue("$kind", typeof(T).Name);
            using var reader = command.ExecuteReader();
            var items = new List<T>();
            while (reader.Read())
            {
                items.Add(JsonSerializer.Deserialize<T>(reader.GetString(0))!);
            }

            return items;
        }
    }

    /// <summary>Keeps an item, new or changed.</summary>
    public void Save(IMetadata item) => Run(
        "INSERT OR REPLACE INTO item (kind, id, json) VALUES ($kind, $id, $json)", item, JsonSerializer.Serialize(item, item.GetType()));

    /// <summary>Forgets an item.</summary>
    public void Delete(IMetadata item) => Run("DELETE FROM item WHERE kind = $kind AND id = $id", item, null);

    /// <inheritdoc />
    public void Dispose() => _connection.Dispose();

    private void Run(string text, IMetadata item, string? json)
    {
        lock (_lock)
        {
            using var command = _connection.CreateCommand();
            command.CommandText = text;
            command.Parameters.AddWithValue("$kind", item.GetType().Name);
            command.Parameters.AddWithValue("$id", item.Id);
            if (json is not null)
            {
                command.Parameters.AddWithValue("$json", json);
            }

            command.ExecuteNonQuery();
        }
    }
}
