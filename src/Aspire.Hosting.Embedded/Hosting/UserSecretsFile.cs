using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>
/// The AppHost project's user secrets. The file is replaced as a whole, so that nobody ever reads half of it, and only
/// the current user may read it.
/// </summary>
internal sealed class UserSecretsFile(string? path) : IUserSecretsManager
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode DirectoryMode = FileMode | UnixFileMode.UserExecute;

    // As "dotnet user-secrets" writes it.
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_reading = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    private readonly Lock _lock = new();

    public bool IsAvailable => path is not null;

    public string FilePath => path ?? "";

    public bool TrySetSecret(string name, string value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(value);
        return TryChange(secrets =>
        {
            secrets[name] = value;
            return true;
        });
    }

    public bool TryDeleteSecret(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return TryChange(secrets => secrets.Remove(name));
    }

    public void GetOrSetSecret(IConfigurationManager configuration, string name, Func<string> valueGenerator)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(valueGenerator);
        if (configuration[name] is null)
        {
            var value = valueGenerator();
            TrySetSecret(name, value);
            configuration[name] = value;
        }
    }

    public Task SaveStateAsync(JsonObject state, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(state);
        cancellationToken.ThrowIfCancellationRequested();
        TryChange(secrets =>
        {
            Flatten(state, prefix: null, secrets);
            return true;
        });
        return Task.CompletedTask;
    }

    private bool TryChange(Func<SortedDictionary<string, string?>, bool> change)
    {
        if (path is null)
        {
            return false;
        }

        lock (_lock)
        {
            try
            {
                var secrets = Read(path);
                if (!change(secrets))
                {
                    return false;
                }

                Write(path, secrets);
                return true;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
            {
                return false;
            }
        }
    }

    private static SortedDictionary<string, string?> Read(string path)
    {
        SortedDictionary<string, string?> secrets = new(StringComparer.OrdinalIgnoreCase);
        if (File.Exists(path) && JsonNode.Parse(File.ReadAllText(path), documentOptions: s_reading) is JsonObject root)
        {
            Flatten(root, prefix: null, secrets);
        }

        return secrets;
    }

    private static void Write(string path, SortedDictionary<string, string?> secrets)
    {
        var json = new JsonObject(secrets.Select(secret => new KeyValuePair<string, JsonNode?>(secret.Key, JsonValue.Create(secret.Value))));
        var directory = Path.GetDirectoryName(path)!;
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, DirectoryMode);
            options.UnixCreateMode = FileMode;
        }

        var temporary = Path.Combine(directory, $"{Path.GetRandomFileName()}.tmp");
        try
        {
            using (var writer = new StreamWriter(temporary, options))
            {
                writer.Write(json.ToJsonString(s_json));
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    private static void Flatten(JsonNode? node, string? prefix, SortedDictionary<string, string?> into)
    {
        switch (node)
        {
            case JsonObject properties:
                foreach (var (name, value) in properties)
                {
                    Flatten(value, prefix is null ? name : ConfigurationPath.Combine(prefix, name), into);
                }

                break;
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    Flatten(items[index], FormattableString.Invariant($"{prefix}:{index}"), into);
                }

                break;
            default:
                into[prefix!] = node?.ToString();
                break;
        }
    }
}
