using Observability.CloudExporter.Metrics;
using static System.FormattableString;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>Load balancers, domains and reserved addresses.</summary>
internal static class DigitalOceanNetwork
{
    public static async Task<IReadOnlyList<Sample>> ReadLoadBalancersAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var balancers = await reader.ListAsync(
            "/v2/load_balancers", DigitalOceanJson.Default.LoadBalancerPage, static page => page.LoadBalancers, cancellationToken);
        var samples = new List<Sample>(2 * balancers.Count);
        foreach (var balancer in balancers)
        {
            string[] labels = [balancer.Id, balancer.Name, balancer.Ip ?? ""];
            samples.Add(DigitalOceanMetrics.LoadBalancerStatus.Sample(balancer.Status == "active", labels));
            samples.Add(DigitalOceanMetrics.LoadBalancerDroplets.Sample(balancer.DropletIds?.Count ?? 0, labels));
        }

        return samples;
    }

    public static async Task<IReadOnlyList<Sample>> ReadDomainsAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var domains = await reader.ListAsync("/v2/domains", DigitalOceanJson.Default.DomainPage, static page => page.Domains, cancellationToken);
        var samples = new List<Sample>();
        foreach (var domain in domains)
        {
            samples.Add(DigitalOceanMetrics.DomainTtl.Sample(domain.Ttl ?? 0, domain.Name));
            var records = await reader.ListAsync(
                $"/v2/domains/{Uri.EscapeDataString(domain.Name)}/records",
                DigitalOceanJson.Default.DomainRecordPage, static page => page.DomainRecords, cancellationToken);
            samples.AddRange(records.SelectMany(Describe));
        }

        return samples;
    }

    public static async Task<IReadOnlyList<Sample>> ReadReservedIpsAsync(DigitalOceanReader reader, CancellationToken cancellationToken)
    {
        var addresses = await reader.ListAsync(
            "/v2/reserved_ips", DigitalOceanJson.Default.ReservedIpPage, static page => page.ReservedIps, cancellationToken);
        return [.. addresses.Select(static address => DigitalOceanMetrics.ReservedIpActive.Sample(
            address.Droplet is not null,
            address.Droplet is { } droplet ? Invariant($"{droplet.Id}") : "",
            address.Droplet?.Name ?? "", address.Region.Slug, address.Ip))];
    }

    private static IEnumerable<Sample> Describe(DomainRecord record)
    {
        string[] labels = [Invariant($"{record.Id}"), record.Name, record.Type, record.Data];
        return
        [
            DigitalOceanMetrics.RecordPort.Sample(record.Port ?? 0, labels),
            DigitalOceanMetrics.RecordPriority.Sample(record.Priority ?? 0, labels),
            DigitalOceanMetrics.RecordWeight.Sample(record.Weight ?? 0, labels),
        ];
    }
}
