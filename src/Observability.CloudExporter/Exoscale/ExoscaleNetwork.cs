using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Exoscale;

/// <summary>Domains, load balancers, security groups, addresses and private networks.</summary>
internal static class ExoscaleNetwork
{
    // { "dns-domains": [ { "id": "…", "unicode-name": "example.com" } ] }
    // { "dns-domain-records": [ { "name": "grafana", "type": "A", "content": "203.0.113.20", "ttl": 300, "priority": 10 } ] }
    public static async Task<IReadOnlyList<Sample>> ReadDomainsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var domains = await reader.ListAsync("/dns-domain", "dns-domains", cancellationToken);
        var samples = new List<Sample>();
        foreach (var domain in domains)
        {
            var name = domain.Text("unicode-name");
            var path = $"/dns-domain/{Uri.EscapeDataString(domain.Text("id"))}/record";
            foreach (var record in await reader.ListAsync(path, "dns-domain-records", cancellationToken))
            {
                samples.Add(ExoscaleMetrics.DomainRecord.Sample(
                    1, name, record.TextOrEmpty("name"), record.TextOrEmpty("content"),
                    record.NumberLabel("priority"), record.NumberLabel("ttl"), record.Text("type")));
            }
        }

        return
        [
            .. domains.Select(static domain => ExoscaleMetrics.Domain.Sample(1, domain.Text("unicode-name"))),
            .. samples,
            ExoscaleMetrics.DomainCount.Sample(domains.Count),
            ExoscaleMetrics.DomainRecordCount.Sample(samples.Count),
        ];
    }

    // { "load-balancers": [ { "name": "…", "services": [ { "name": "https", "port": 443, "target-port": 32443, "strategy": "round-robin" } ] } ] }
    public static async Task<IReadOnlyList<Sample>> ReadLoadBalancersAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var balancers = await reader.ListByZoneAsync("/load-balancer", "load-balancers", cancellationToken);
        var samples = new List<Sample>();
        var services = 0;
        foreach (var (_, balancer) in balancers)
        {
            var name = balancer.Text("name");
            samples.Add(ExoscaleMetrics.LoadBalancer.Sample(1, name));
            foreach (var service in balancer.Items("services"))
            {
                samples.Add(ExoscaleMetrics.LoadBalancerService.Sample(
                    1, name, service.Text("name"), service.NumberLabel("port"), service.NumberLabel("target-port"), service.Text("strategy")));
                services++;
            }
        }

        samples.Add(ExoscaleMetrics.LoadBalancerCount.Sample(balancers.Count));
        samples.Add(ExoscaleMetrics.LoadBalancerServiceCount.Sample(services));
        return samples;
    }

    // { "security-groups": [ { "name": "…", "rules": [ { "flow-direction": "ingress", "protocol": "tcp", "start-port": 443,
    //   "end-port": 443, "network": "0.0.0.0/0" } ] } ] }; ICMP rules have no ports, rules between groups no network
    public static async Task<IReadOnlyList<Sample>> ReadSecurityGroupsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var groups = await reader.ListAsync("/security-group", "security-groups", cancellationToken);
        var samples = new List<Sample>();
        var rules = 0;
        foreach (var securityGroup in groups)
        {
            var name = securityGroup.Text("name");
            samples.Add(ExoscaleMetrics.SecurityGroup.Sample(1, name));
            foreach (var rule in securityGroup.Items("rules"))
            {
                samples.Add(ExoscaleMetrics.SecurityGroupRule.Sample(
                    1, name, rule.NumberLabel("start-port"), rule.NumberLabel("end-port"),
                    rule.Text("flow-direction"), rule.TextOrEmpty("network"), rule.Text("protocol")));
                rules++;
            }
        }

        samples.Add(ExoscaleMetrics.SecurityGroupCount.Sample(groups.Count));
        samples.Add(ExoscaleMetrics.SecurityGroupRuleCount.Sample(rules));
        return samples;
    }

    // { "elastic-ips": [ { "ip": "203.0.113.44" } ] }
    public static async Task<IReadOnlyList<Sample>> ReadElasticIpsAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var (_, address) in await reader.ListByZoneAsync("/elastic-ip", "elastic-ips", cancellationToken))
        {
            samples.Add(ExoscaleMetrics.ElasticIp.Sample(1, address.Text("ip")));
        }

        samples.Add(ExoscaleMetrics.ElasticIpCount.Sample(samples.Count));
        return samples;
    }

    // { "private-networks": [ { "name": "…", "vni": 5021 } ] }
    public static async Task<IReadOnlyList<Sample>> ReadPrivateNetworksAsync(ExoscaleReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var (_, network) in await reader.ListByZoneAsync("/private-network", "private-networks", cancellationToken))
        {
            samples.Add(ExoscaleMetrics.PrivateNetwork.Sample(1, network.Text("name"), network.NumberLabel("vni")));
        }

        samples.Add(ExoscaleMetrics.PrivateNetworkCount.Sample(samples.Count));
        return samples;
    }
}
