using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>
/// Reads the providers of the folder <c>dashboards</c> and the dashboards they name
/// (https://grafana.com/docs/grafana/latest/administration/provisioning/#dashboards).
/// </summary>
internal sealed class DashboardsReader(ILogger logger)
{
    private const long LongestFile = 16 << 20;
    private readonly List<ProvisionedDashboard> _found = [];

    /// <summary>Reads them all. A dashboard with a mistake is left out and named in the log, as Grafana does.</summary>
    /// <exception cref="StandInException">A provider has a mistake.</exception>
    public (IReadOnlyList<ProvisionedDashboard> Dashboards, TimeSpan Interval) Read(string provisioning, Func<string, string?> getVariable)
    {
        var interval = TimeSpan.MaxValue;
        foreach (var file in ProvisioningFile.ReadFolder(Path.Combine(provisioning, "dashboards"), getVariable))
        {
            foreach (var provider in file.Maps("providers"))
            {
                interval = TimeSpan.FromSeconds(Math.Clamp(
                    Math.Min(interval.TotalSeconds, provider.Number("updateIntervalSeconds") ?? 10), 1, 3600));
                ReadProvider(file, provider);
            }
        }

        return (_found, interval == TimeSpan.MaxValue ? TimeSpan.FromSeconds(10) : interval);
    }

    private void ReadProvider(ProvisioningFile file, JsonObject provider)
    {
        var name = provider.Text("name") is { Length: > 0 } text ? text : throw file.Mistake("a provider has no name");
        if (provider.Text("type") is { } type and not ("file" or ""))
        {
            throw file.Mistake($"provider '{name}': type is {type}; there is file only");
        }

        var options = provider.Map("options");
        var folder = options.Text("path") ?? options.Text("folder") ?? throw file.Mistake($"provider '{name}' has no options.path");
        folder = Path.GetFullPath(folder);
        if (!Directory.Exists(folder))
        {
            logger.LogWarning("{File}: provider '{Provider}': there is no {Folder}", file.Path, name, folder);
            return;
        }

        var byStructure = options.Flag("foldersFromFilesStructure");
        foreach (var path in Directory.EnumerateFiles(folder, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(folder, path);
            var parent = byStructure
                ? DashboardFolder.Create(Path.GetFileName(Path.GetDirectoryName(relative)))
                : DashboardFolder.Create(provider.Text("folder"), provider.Text("folderUid"));
            Add(path, relative, name, parent);
        }
    }

    private void Add(string path, string relative, string provider, DashboardFolder? folder)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Length > LongestFile)
            {
                throw new StandInException($"{path}: longer than {LongestFile >> 20} MiB");
            }

            var model = JsonNode.Parse(File.ReadAllText(path)) as JsonObject
                ?? throw new StandInException($"{path}: no dashboard: the JSON is no map");
            if (model["apiVersion"] is not null && model["spec"] is not null)
            {
                throw new StandInException($"{path}: a resource of {model.Text("apiVersion")}; the stand-in reads classic dashboards only");
            }

            var title = model.Text("title") is { Length: > 0 } text ? text
                : throw new StandInException($"{path}: the dashboard has no title");
            var uid = model.Text("uid") is { Length: > 0 } fixedUid ? fixedUid
                : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(relative)), 0, 7);
            if (_found.Find(other => other.Uid == uid) is { } other)
            {
                throw new StandInException($"{path}: the uid {uid} is that of {other.File} already");
            }

            var tags = (model["tags"] as JsonArray)?.Select(tag => tag.Text()).OfType<string>() ?? [];
            _found.Add(new ProvisionedDashboard(
                _found.Count + 1, uid, title, Slug.Of(title), [.. tags], folder, provider, relative, file.LastWriteTimeUtc,
                JsonSerializer.SerializeToElement(model)));
        }
        catch (StandInException mistake)
        {
            logger.LogError("{Mistake}", mistake.Message);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            // ArgumentException: a key that is there twice, which is noticed when the map is first looked into.
            logger.LogError("{Path}: {Mistake}", path, error.Message);
        }
    }
}
