using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Load balancers, domains and reserved addresses.</summary>
internal static class DigitalOceanNetwork
{
    // { "load_balancers": [ { "id": "…", "name": "…", "ip": "203.0.113.80", "status": "active", "droplet_ids": [ 3164444 ] } ] };
    // no address while one is being made
    public static async Task<IReadOnlyList<Sample>> ReadLoadBalancersAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var balancer in await reader.ListAsync("/v2/load_balancers", "load_balancers", cancellationToken))
        {
            string[] labels = [balancer.Text("id"), balancer.Text("name"), balancer.TextOrEmpty("ip")];
            samples.Add(DigitalOceanMetrics.LoadBalancerStatus.Sample(balancer.Text("status") == "active", labels));
            samples.Add(DigitalOceanMetrics.LoadBalancerDroplets.Sample(balancer.Count("droplet_ids"), labels));
        }

        return samples;
    }

    // { "domains": [ { "name": "example.org", "ttl": 1800 } ] }; no ttl while one is being made
    // { "domain_records": [ { "id": 28448432, "type": "SRV", "name": "_sip._tcp", "data": "sip.example.org.",
    //   "port": 5060, "priority": 10, "weight": 5 } ] }; null where the type has no such number
    public static async Task<IReadOnlyList<Sample>> ReadDomainsAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var domain in await reader.ListAsync("/v2/domains", "domains", cancellationToken))
        {
            var name = domain.Text("name");
            samples.Add(DigitalOceanMetrics.DomainTtl.Sample(domain.NumberOrZero("ttl"), name));
            foreach (var record in await reader.ListAsync($"/v2/domains/{Uri.EscapeDataString(name)}/records", "domain_records", cancellationToken))
            {
                string[] labels = [record.NumberLabel("id"), record.Text("name"), record.Text("type"), record.Text("data")];
                samples.Add(DigitalOceanMetrics.RecordPort.Sample(record.NumberOrZero("port"), labels));
                samples.Add(DigitalOceanMetrics.RecordPriority.Sample(record.NumberOrZero("priority"), labels));
                samples.Add(DigitalOceanMetrics.RecordWeight.Sample(record.NumberOrZero("weight"), labels));
            }
        }

        return samples;
    }

    // { "reserved_ips": [ { "ip": "203.0.113.90", "region": { "slug": "lon1" }, "droplet": { "id": 3164494, "name": "…" } } ] };
    // null where no droplet uses it
    public static async Task<IReadOnlyList<Sample>> ReadReservedIpsAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var samples = new List<Sample>();
        foreach (var address in await reader.ListAsync("/v2/reserved_ips", "reserved_ips", cancellationToken))
        {
            var droplet = address.Find("droplet");
            samples.Add(DigitalOceanMetrics.ReservedIpActive.Sample(
                droplet is not null,
                droplet?.NumberLabel("id") ?? "",
                droplet?.Text("name") ?? "",
                address.Object("region").Text("slug"),
                address.Text("ip")));
        }

        return samples;
    }
}
