namespace Observability.StandIns.Gateway.Configuration;

/// <summary>
/// The files of the dynamic configuration: one, or all of a folder and the folders in it
/// (https://doc.traefik.io/traefik/reference/install-configuration/providers/others/file/).
/// </summary>
/// <param name="path">The file or the folder.</param>
internal sealed class DynamicFiles(string path)
{
    private static readonly string[] s_extensions = [".yml", ".yaml", ".toml"];

    /// <summary>The folder to watch.</summary>
    public string Folder => IsFolder ? path : Path.GetDirectoryName(Path.GetFullPath(path))!;

    private bool IsFolder => Directory.Exists(path);

    /// <summary>The texts, by path, in an order that is always the same.</summary>
    /// <exception cref="DynamicConfigurationException">One of them cannot be read.</exception>
    public IReadOnlyList<KeyValuePair<string, string>> ReadTexts()
    {
        try
        {
            string[] files = IsFolder ? Directory.GetFiles(path, "*", SearchOption.AllDirectories) : [path];
            return
            [
                .. files.Where(file => s_extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                    .Order(StringComparer.Ordinal)
                    .Select(file => KeyValuePair.Create(file, File.ReadAllText(file))),
            ];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DynamicConfigurationException($"{path}: {error.Message}");
        }
    }

    /// <summary>Reads the texts as one configuration.</summary>
    /// <exception cref="DynamicConfigurationException">One of them cannot be used.</exception>
    public static DynamicConfiguration Parse(IReadOnlyList<KeyValuePair<string, string>> texts)
    {
        var configuration = new DynamicConfiguration();
        foreach (var (file, text) in texts)
        {
            DynamicConfigurationReader.Read(file, text, configuration);
        }

        return configuration;
    }
}
