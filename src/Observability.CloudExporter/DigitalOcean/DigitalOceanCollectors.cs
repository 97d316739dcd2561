using Observability.CloudExporter.Api;
using Observability.CloudExporter.Collection;
using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>One collector for each kind of resource of a DigitalOcean account.</summary>
internal static class DigitalOceanCollectors
{
    private delegate Task<IReadOnlyList<Sample>> Read(DigitalOceanReader reader, CancellationToken cancellationToken);

    /// <summary>The collectors of one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="api">Where its documents come from.</param>
    /// <param name="spaces">Where the buckets of each region come from; empty where the account has no Spaces.</param>
    public static IEnumerable<ICloudCollector> Create(
        CloudAccount account, ICloudApi api, IReadOnlyList<KeyValuePair<string, ICloudApi>> spaces)
    {
        var reader = new DigitalOceanReader(api);
        AccountCollector Collector(string name, Read read) => new(account, name, cancellation => read(reader, cancellation));
        return
        [
            Collector("balance", DigitalOceanAccount.ReadBalanceAsync),
            Collector("account", DigitalOceanAccount.ReadAsync),
            Collector("keys", DigitalOceanAccount.ReadKeysAsync),
            Collector("droplets", DigitalOceanCompute.ReadDropletsAsync),
            Collector("kubernetes", DigitalOceanCompute.ReadClustersAsync),
            Collector("databases", DigitalOceanCompute.ReadDatabasesAsync),
            Collector("volumes", DigitalOceanStorage.ReadVolumesAsync),
            Collector("snapshots", DigitalOceanStorage.ReadSnapshotsAsync),
            Collector("load_balancers", DigitalOceanNetwork.ReadLoadBalancersAsync),
            Collector("domains", DigitalOceanNetwork.ReadDomainsAsync),
            Collector("reserved_ips", DigitalOceanNetwork.ReadReservedIpsAsync),
            .. spaces.Count == 0
                ? Array.Empty<ICloudCollector>()
                : [new AccountCollector(account, "spaces", cancellation => DigitalOceanSpaces.ReadAsync(spaces, cancellation))],
        ];
    }
}
