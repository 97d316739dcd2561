using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.DigitalOcean;
using Observability.CloudExporter.Exoscale;

namespace Observability.CloudExporter.Api;

/// <summary>Makes what stands behind an account: its recording, or connections to its provider, which live as long as this.</summary>
/// <param name="time">The clock.</param>
/// <param name="endpoint">Where the requests of live accounts go instead of the provider's hosts, or null.</param>
internal sealed class AccountApis(TimeProvider time, Uri? endpoint = null) : IDisposable
{
    private readonly List<LiveApi> _live = [];

    /// <summary>The account's own API.</summary>
    public ICloudApi Create(CloudAccount account) => account.Live switch
    {
        null => new RecordedApi(account.Folder),
        { Secret: { } secret } live => Live(new ExoscaleSigner(live.Key, secret, time)),
        var live => Live(new DigitalOceanSigner(live.Key)),
    };

    /// <summary>The API of Spaces for each region that is to be read; none where the account has no Spaces.</summary>
    public IReadOnlyList<KeyValuePair<string, ICloudApi>> CreateSpaces(CloudAccount account)
    {
        if (account.Provider != CloudProvider.DigitalOcean)
        {
            return [];
        }

        if (account.Live is { } live)
        {
            return live is { SpacesKey: { } key, SpacesSecret: { } secret }
                ? [.. live.SpacesRegions.Select(region => KeyValuePair.Create<string, ICloudApi>(region, Live(new SpacesSigner(key, secret, region, time))))]
                : [];
        }

        var recorded = new RecordedApi(account.Folder);
        return [.. recorded.SpacesRegions.Select(region => KeyValuePair.Create<string, ICloudApi>(region, recorded))];
    }

    /// <inheritdoc/>
    public void Dispose() => _live.ForEach(static api => api.Dispose());

    private LiveApi Live(IRequestSigner signer)
    {
        var api = new LiveApi(signer, time, endpoint);
        _live.Add(api);
        return api;
    }
}
