using System.Globalization;

namespace Observability.Hosting.Backends;

/// <summary>
/// Keeps one small file per binary. Its name is made of path, size and time of change, so that an upgraded binary
/// is asked again; a cache that cannot be read or written is only slower.
/// </summary>
internal sealed class VersionCache(string folder) : IVersionCache
{
    /// <inheritdoc />
    public string GetOrAdd(string path, Func<string> ask)
    {
        var file = new FileInfo(path);
        file = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        var key = string.Create(
            CultureInfo.InvariantCulture, $"{path.Replace('/', '_')}-{file.Length}-{file.LastWriteTimeUtc.Ticks}");
        var entry = Path.Combine(folder, key);
        try
        {
            if (File.Exists(entry) && File.ReadAllText(entry) is { Length: > 0 } known)
            {
                return known;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return ask();
        }

        var answer = ask();
        try
        {
            Directory.CreateDirectory(folder);
            // Beside it, then renamed: another AppHost that starts now must not read half of it.
            var draft = string.Create(CultureInfo.InvariantCulture, $"{entry}.{Environment.ProcessId}");
            File.WriteAllText(draft, answer);
            File.Move(draft, entry, overwrite: true);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // Only slower next time.
        }

        return answer;
    }
}
