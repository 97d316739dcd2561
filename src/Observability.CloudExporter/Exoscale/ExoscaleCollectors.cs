using Observability.CloudExporter.Api;
using Observability.CloudExporter.Collection;
using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Exoscale;

/// <summary>One collector for each kind of resource of an Exoscale account.</summary>
internal static class ExoscaleCollectors
{
    private delegate Task<IReadOnlyList<Sample>> Read(ExoscaleReader reader, CancellationToken cancellationToken);

    /// <summary>The collectors of one account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="api">Where its documents come from.</param>
    public static IEnumerable<ICloudCollector> Create(CloudAccount account, ICloudApi api)
    {
        var reader = new ExoscaleReader(api);
        AccountCollector Collector(string name, Read read) => new(account, name, cancellation => read(reader, cancellation));
        return
        [
            Collector("organization", ExoscaleOrganization.ReadAsync),
            Collector("ssh_keys", ExoscaleOrganization.ReadSshKeysAsync),
            Collector("iam_keys", ExoscaleOrganization.ReadIamKeysAsync),
            Collector("instances", ExoscaleCompute.ReadInstancesAsync),
            Collector("instance_pools", ExoscaleCompute.ReadInstancePoolsAsync),
            Collector("anti_affinity_groups", ExoscaleCompute.ReadAntiAffinityGroupsAsync),
            Collector("sks_clusters", ExoscaleCompute.ReadSksClustersAsync),
            Collector("volumes", ExoscaleStorage.ReadVolumesAsync),
            Collector("snapshots", ExoscaleStorage.ReadSnapshotsAsync),
            Collector("sos_buckets", ExoscaleStorage.ReadBucketsAsync),
            Collector("domains", ExoscaleNetwork.ReadDomainsAsync),
            Collector("load_balancers", ExoscaleNetwork.ReadLoadBalancersAsync),
            Collector("security_groups", ExoscaleNetwork.ReadSecurityGroupsAsync),
            Collector("elastic_ips", ExoscaleNetwork.ReadElasticIpsAsync),
            Collector("private_networks", ExoscaleNetwork.ReadPrivateNetworksAsync),
        ];
    }
}
