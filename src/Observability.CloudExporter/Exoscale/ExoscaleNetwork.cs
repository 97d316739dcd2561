using Observability.CloudExporter.Metrics;
using static System.FormattableString;

namespace Observability.CloudExporter.Exoscale;

/// <summary>Domains, load balancers, security groups, addresses and private networks.</summary>
internal static class ExoscaleNetwork
{
    public static async Task<IReadOnlyList<Sample>> ReadDomainsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var domains = (await reader.GetAsync("/dns-domain", ExoscaleJson.Default.DomainList, cancellationToken)).DnsDomains ?? [];
        var samples = new List<Sample>();
        var count = 0;
        foreach (var domain in domains)
        {
            samples.Add(ExoscaleMetrics.Domain.Sample(1, domain.UnicodeName));
            var list = await reader.GetAsync(
                $"/dns-domain/{Uri.EscapeDataString(domain.Id)}/record", ExoscaleJson.Default.DomainRecordList, cancellationToken);
            foreach (var record in list.DnsDomainRecords ?? [])
            {
                samples.Add(ExoscaleMetrics.DomainRecord.Sample(
                    1, domain.UnicodeName, record.Name, record.Content, Invariant($"{record.Priority}"), Invariant($"{record.Ttl}"), record.Type));
                count++;
            }
        }

        samples.Add(ExoscaleMetrics.DomainCount.Sample(domains.Count));
        samples.Add(ExoscaleMetrics.DomainRecordCount.Sample(count));
        return samples;
    }

    public static async Task<IReadOnlyList<Sample>> ReadLoadBalancersAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var zones = await reader.GetOfEachZoneAsync("/load-balancer", ExoscaleJson.Default.LoadBalancerList, cancellationToken);
        var balancers = zones.SelectMany(static zone => zone.Document.LoadBalancers ?? []).ToList();
        var services = (
            from balancer in balancers
            from service in balancer.Services ?? []
            select ExoscaleMetrics.LoadBalancerService.Sample(
                1, balancer.Name, service.Name, Invariant($"{service.Port}"), Invariant($"{service.TargetPort}"), service.Strategy)).ToList();
        return
        [
            .. balancers.Select(static balancer => ExoscaleMetrics.LoadBalancer.Sample(1, balancer.Name)),
            .. services,
            ExoscaleMetrics.LoadBalancerCount.Sample(balancers.Count),
            ExoscaleMetrics.LoadBalancerServiceCount.Sample(services.Count),
        ];
    }

    public static async Task<IReadOnlyList<Sample>> ReadSecurityGroupsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var groups = (await reader.GetAsync("/security-group", ExoscaleJson.Default.SecurityGroupList, cancellationToken)).SecurityGroups ?? [];
        var rules = (
            from securityGroup in groups
            from rule in securityGroup.Rules ?? []
            select ExoscaleMetrics.SecurityGroupRule.Sample(
                1, securityGroup.Name, Invariant($"{rule.StartPort}"), Invariant($"{rule.EndPort}"), rule.FlowDirection, rule.Network, rule.Protocol)).ToList();
        return
        [
            .. groups.Select(static securityGroup => ExoscaleMetrics.SecurityGroup.Sample(1, securityGroup.Name)),
            .. rules,
            ExoscaleMetrics.SecurityGroupCount.Sample(groups.Count),
            ExoscaleMetrics.SecurityGroupRuleCount.Sample(rules.Count),
        ];
    }

    public static async Task<IReadOnlyList<Sample>> ReadElasticIpsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var zones = await reader.GetOfEachZoneAsync("/elastic-ip", ExoscaleJson.Default.ElasticIpList, cancellationToken);
        var addresses = zones.SelectMany(static zone => zone.Document.ElasticIps ?? [])
            .Select(static address => ExoscaleMetrics.ElasticIp.Sample(1, address.Ip))
            .ToList();
        return [.. addresses, ExoscaleMetrics.ElasticIpCount.Sample(addresses.Count)];
    }

    public static async Task<IReadOnlyList<Sample>> ReadPrivateNetworksAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var zones = await reader.GetOfEachZoneAsync("/private-network", ExoscaleJson.Default.PrivateNetworkList, cancellationToken);
        var networks = zones.SelectMany(static zone => zone.Document.PrivateNetworks ?? [])
            .Select(static network => ExoscaleMetrics.PrivateNetwork.Sample(1, network.Name, Invariant($"{network.Vni}")))
            .ToList();
        return [.. networks, ExoscaleMetrics.PrivateNetworkCount.Sample(networks.Count)];
    }
}
