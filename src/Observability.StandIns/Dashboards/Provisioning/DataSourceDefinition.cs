using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Dashboards.Provisioning;

/// <summary>A data source as it is provisioned.</summary>
/// <param name="Id">Number in the order of the files; Grafana's database numbers them so at its first start.</param>
/// <param name="Uid">Fixed identifier.</param>
/// <param name="Name">Name that people see.</param>
/// <param name="Type">Kind of the store.</param>
/// <param name="Url">Where it is.</param>
/// <param name="IsDefault">True for the one that queries go to which name none.</param>
/// <param name="BasicAuthUser">User of basic authentication, or null.</param>
/// <param name="Database">Legacy setting of some kinds.</param>
/// <param name="Settings"><c>jsonData</c>.</param>
/// <param name="Secrets"><c>secureJsonData</c>; never leaves the process but to the store itself.</param>
internal sealed record DataSourceDefinition(
    int Id,
    string Uid,
    string Name,
    string Type,
    Uri Url,
    bool IsDefault,
    string? BasicAuthUser,
    string Database,
    JsonObject Settings,
    IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>Reads every file of the folder <c>datasources</c>.</summary>
    /// <exception cref="StandInException">A file has a mistake.</exception>
    public static IReadOnlyList<DataSourceDefinition> ReadAll(string provisioning, Func<string, string?> getVariable)
    {
        var found = new List<DataSourceDefinition>();
        foreach (var file in ProvisioningFile.ReadFolder(Path.Combine(provisioning, "datasources"), getVariable))
        {
            foreach (var map in file.Maps("datasources"))
            {
                var source = Read(file, map, found.Count + 1);
                if (found.Find(other => other.Uid == source.Uid || other.Name == source.Name) is { } other)
                {
                    throw file.Mistake($"data source '{source.Name}' ({source.Uid}): there is '{other.Name}' ({other.Uid}) already");
                }

                if (source.IsDefault && found.Find(earlier => earlier.IsDefault) is { } first)
                {
                    throw file.Mistake($"data source '{source.Name}' cannot be the default: '{first.Name}' is");
                }

                found.Add(source);
            }
        }

        return found;
    }

    private static DataSourceDefinition Read(ProvisioningFile file, JsonObject map, int id)
    {
        var name = map.Text("name") is { Length: > 0 } text ? text : throw file.Mistake("a data source has no name");
        var type = map.Text("type") is { Length: > 0 } kind ? kind : throw file.Mistake($"data source '{name}' has no type");
        if (map.Text("access") is { } access and not ("proxy" or ""))
        {
            throw file.Mistake($"data source '{name}': access is {access}; the stand-in, as Grafana's newer versions, knows proxy only");
        }

        var url = map.Text("url") ?? string.Empty;
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            throw file.Mistake($"data source '{name}': url is no http address: {url}");
        }

        return new DataSourceDefinition(
            id,
            map.Text("uid") is { Length: > 0 } uid ? uid : CreateUid(name),
            name,
            type,
            address,
            map.Flag("isDefault"),
            map.Flag("basicAuth") ? map.Text("basicAuthUser") : null,
            map.Text("database") ?? string.Empty,
            map.Map("jsonData") is { } settings ? (JsonObject)settings.DeepClone() : [],
            (map.Map("secureJsonData") ?? [])
                .ToDictionary(pair => pair.Key, pair => pair.Value.Text() ?? string.Empty, StringComparer.Ordinal));
    }

    // As Grafana names one that has no uid: P and half of the name's SHA-256 (pkg/services/provisioning/datasources/datasources.go).
    private static string CreateUid(string name) => "P" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)), 0, 8);
}
