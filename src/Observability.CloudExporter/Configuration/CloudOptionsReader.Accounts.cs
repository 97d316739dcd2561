using System.Text.RegularExpressions;

namespace Observability.CloudExporter.Configuration;

/// <content>How an account is read: recorded, or live with its credentials.</content>
internal sealed partial class CloudOptionsReader
{
    private static readonly string[] s_anyKeys = ["Name", "Provider", "Mode"];
    private static readonly string[] s_exoscaleKeys = ["ApiKey", "ApiKeyFile", "ApiSecret", "ApiSecretFile"];
    private static readonly string[] s_digitalOceanKeys =
        ["Token", "TokenFile", "SpacesKey", "SpacesKeyFile", "SpacesSecret", "SpacesSecretFile", "SpacesRegions"];

    private CloudAccount? ReadAccount(IConfigurationSection entry)
    {
        var name = ReadName(entry);
        var provider = ReadProvider(entry);
        var mode = ReadMode(entry);
        if (provider is null)
        {
            // Which keys there may be depends on it.
            return null;
        }

        string[] own = mode == RecordedMode ? ["Path"] : provider == CloudProvider.Exoscale ? s_exoscaleKeys : s_digitalOceanKeys;
        RefuseUnknownKeys(entry, [.. s_anyKeys, .. own]);
        var folder = mode == RecordedMode ? ReadFolder(entry) : null;
        var live = mode == LiveMode ? ReadCredentials(entry, provider.Value) : null;
        return name is null ? null : new CloudAccount(name, provider.Value) { Folder = folder, Live = live };
    }

    private string? ReadMode(IConfigurationSection entry)
    {
        var mode = entry["Mode"] ?? RecordedMode;
        foreach (var known in new[] { RecordedMode, LiveMode })
        {
            if (string.Equals(mode, known, StringComparison.OrdinalIgnoreCase))
            {
                return known;
            }
        }

        _problems.Add($"{entry.Path}:Mode is '{mode}'; give {LiveMode}, or {RecordedMode}, or leave it out for {RecordedMode}.");
        return null;
    }

    private string? ReadFolder(IConfigurationSection entry)
    {
        var folder = entry["Path"];
        if (folder is not null && !Directory.Exists(folder))
        {
            _problems.Add($"{entry.Path}:Path is '{folder}', which is no folder; give one that the command 'record' has written, or leave it out for the built-in account.");
        }

        return folder;
    }

    private LiveCredentials? ReadCredentials(IConfigurationSection entry, CloudProvider provider)
    {
        if (provider == CloudProvider.Exoscale)
        {
            var apiKey = ReadCredential(entry, "ApiKey", "EXOSCALE_API_KEY");
            var secret = ReadCredential(entry, "ApiSecret", "EXOSCALE_API_SECRET");
            return apiKey is null || secret is null ? null : new LiveCredentials { Key = apiKey, Secret = secret };
        }

        var token = ReadCredential(entry, "Token", "DIGITALOCEAN_TOKEN");
        var isSpaces = s_digitalOceanKeys.Any(key => key.StartsWith("Spaces", StringComparison.Ordinal) && entry[key] is not null);
        var regions = isSpaces ? ReadRegions(entry) : [];
        var spacesKey = isSpaces ? ReadCredential(entry, "SpacesKey", "DIGITALOCEAN_SPACES_ACCESS_KEY_ID") : null;
        var spacesSecret = isSpaces ? ReadCredential(entry, "SpacesSecret", "DIGITALOCEAN_SPACES_ACCESS_KEY_SECRET") : null;
        return token is null ? null : new LiveCredentials
        {
            Key = token,
            SpacesKey = spacesKey,
            SpacesSecret = spacesSecret,
            SpacesRegions = regions,
        };
    }

    // As a value, as a file, or as the environment variable of the provider's known exporter; the value is never in a message.
    private Credential? ReadCredential(IConfigurationSection entry, string key, string variable)
    {
        var (value, file) = (entry[key], entry[key + "File"]);
        if (value is not null && file is not null)
        {
            _problems.Add($"{entry.Path}: {key} and {key}File are both set; give one of them.");
            return null;
        }

        if (file is not null)
        {
            if (!File.Exists(file))
            {
                _problems.Add($"{entry.Path}:{key}File is '{file}', which is no file; give the path of the file that has the credential.");
            }

            return Credential.FromFile($"{entry.Path}:{key}File", file);
        }

        var name = value is null ? variable : $"{entry.Path}:{key}";
        value ??= _root[variable];
        if (value is null)
        {
            _problems.Add($"{entry.Path}:{key} is missing; give {key}, {key}File or the environment variable {variable}.");
            return null;
        }

        if (!Credential.IsUsable(value))
        {
            _problems.Add($"{name} is empty or has characters that no credential has; give it as the provider shows it.");
        }

        return Credential.FromValue(name, value);
    }

    private string[] ReadRegions(IConfigurationSection entry)
    {
        var text = entry["SpacesRegions"];
        var regions = (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (regions.Length == 0 || !Array.TrueForAll(regions, region => RegionPattern().IsMatch(region)))
        {
            _problems.Add($"{entry.Path}:SpacesRegions is '{text}'; give the regions that have buckets, with commas, such as lon1,fra1.");
        }

        return regions;
    }

    [GeneratedRegex(@"^[a-z]{3}[0-9]\z")]
    private static partial Regex RegionPattern();
}
