using Observability.CloudExporter.Api;

namespace Observability.CloudExporter.Exoscale;

/// <summary>
/// Reads the documents of one account: those of the organization from any zone, those of a zone from each of them
/// (https://openapi-v2.exoscale.com).
/// </summary>
internal sealed class ExoscaleReader(ICloudApi api)
{
    // Every zone answers for the organization.
    private const string OrganizationEndpoint = "https://api-ch-gva-2.exoscale.com/v2";

    private volatile IReadOnlyList<Zone>? _zones;

    /// <summary>A document of the organization, such as that of the path <c>/organization</c>.</summary>
    public Task<CloudDocument> GetAsync(string path, CancellationToken cancellationToken) =>
        GetAsync(OrganizationEndpoint, path, cancellationToken);

    /// <summary>A list of the organization, such as <c>{ "ssh-keys": [ … ] }</c> of the path <c>/ssh-key</c>.</summary>
    public async Task<IReadOnlyList<CloudDocument>> ListAsync(string path, string field, CancellationToken cancellationToken) =>
        (await GetAsync(path, cancellationToken)).Items(field);

    /// <summary>The lists that each zone has of its own, such as those of the path <c>/instance</c>, by zone; read side by side.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, CloudDocument>>> ListByZoneAsync(
        string path, string field, CancellationToken cancellationToken)
    {
        var zones = await GetZonesAsync(cancellationToken);
        var documents = await Task.WhenAll(zones.Select(zone => GetAsync(zone.Endpoint, path, cancellationToken)));
        var items = new List<KeyValuePair<string, CloudDocument>>();
        for (var i = 0; i < documents.Length; i++)
        {
            foreach (var item in documents[i].Items(field))
            {
                items.Add(new(zones[i].Name, item));
            }
        }

        return items;
    }

    private async Task<CloudDocument> GetAsync(string endpoint, string path, CancellationToken cancellationToken)
    {
        await using var body = await api.GetAsync(new Uri(endpoint + path), cancellationToken);
        return await CloudDocument.ReadAsync(path, body, cancellationToken);
    }

    // { "zones": [ { "name": "ch-gva-2", "api-endpoint": "https://api-ch-gva-2.exoscale.com/v2" } ] }
    // Kept for the life of the process: a zone is added every other year, and ten collectors need the list at every
    // refresh. Those of the first refresh may each ask; the answers are the same.
    private async Task<IReadOnlyList<Zone>> GetZonesAsync(CancellationToken cancellationToken) =>
        _zones ??= [.. (await ListAsync("/zone", "zones", cancellationToken))
            .Select(static zone => new Zone(zone.Text("name"), zone.Text("api-endpoint")))];

    private sealed record Zone(string Name, string Endpoint);
}
