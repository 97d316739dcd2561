using Observability.CloudExporter.Api;
using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.DigitalOcean;
using Observability.CloudExporter.Exoscale;

namespace Observability.CloudExporter.Collection;

/// <summary>The collectors of the configured accounts, and the connections that they read over.</summary>
internal sealed class CollectorCatalog : IDisposable
{
    private readonly AccountApis _apis;

    public CollectorCatalog(CloudOptions options, TimeProvider time)
    {
        _apis = new AccountApis(time);
        Collectors = [.. options.Accounts.SelectMany(Create)];
    }

    /// <summary>Every collector of every account, in the order of the configuration.</summary>
    public IReadOnlyList<ICloudCollector> Collectors { get; }

    /// <inheritdoc/>
    public void Dispose() => _apis.Dispose();

    private IEnumerable<ICloudCollector> Create(CloudAccount account) => Create(account, _apis.Create(account), _apis.CreateSpaces(account));

    /// <summary>The collectors of one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="api">Where its documents come from.</param>
    /// <param name="spaces">Where the buckets of each of its regions come from; none where it has no Spaces.</param>
    public static IEnumerable<ICloudCollector> Create(
        CloudAccount account, ICloudApi api, IReadOnlyList<KeyValuePair<string, ICloudApi>> spaces) => account.Provider switch
    {
        CloudProvider.Exoscale => ExoscaleCollectors.Create(account, api),
        CloudProvider.DigitalOcean => DigitalOceanCollectors.Create(account, api, spaces),
        _ => throw new ArgumentOutOfRangeException(nameof(account)),
    };
}
