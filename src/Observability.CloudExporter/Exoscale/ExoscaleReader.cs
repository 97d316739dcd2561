using System.Text.Json.Serialization.Metadata;
using Observability.CloudExporter.Api;

namespace Observability.CloudExporter.Exoscale;

/// <summary>
/// Reads the documents of one account: those of the organization from any zone, those of a zone from each of them.
/// </summary>
internal sealed class ExoscaleReader(ICloudApi api)
{
    // Every zone answers for the organization; this one is the oldest (https://openapi-v2.exoscale.com, servers).
    private const string OrganizationEndpoint = "https://api-ch-gva-2.exoscale.com/v2";

    private volatile IReadOnlyList<Zone>? _zones;

    /// <summary>A document of the organization, such as that of the path <c>/organization</c>.</summary>
    public Task<T> GetAsync<T>(string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        api.GetJsonAsync(new Uri(OrganizationEndpoint + path), type, cancellationToken);

    /// <summary>The document that every zone has of its own, such as that of the path <c>/instance</c>; read side by side.</summary>
    public async Task<(string Zone, T Document)[]> GetOfEachZoneAsync<T>(
        string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var zones = await GetZonesAsync(cancellationToken);
        return await Task.WhenAll(zones.Select(async zone =>
            (zone.Name, await api.GetJsonAsync(new Uri(zone.ApiEndpoint + path), type, cancellationToken))));
    }

    // Kept for the life of the process: a zone is added every other year, and ten collectors need the list at every
    // refresh. Those of the first refresh may each ask; the answers are the same.
    private async Task<IReadOnlyList<Zone>> GetZonesAsync(CancellationToken cancellationToken) =>
        _zones ??= (await GetAsync("/zone", ExoscaleJson.Default.ZoneList, cancellationToken)).Zones ?? [];
}
