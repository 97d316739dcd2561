using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.DigitalOcean;

/// <summary>
/// The metrics of digitalocean_exporter 0.6.1 (https://github.com/metalmatze/digitalocean_exporter), names and labels kept
/// so that dashboards made for it work.
/// </summary>
internal static class DigitalOceanMetrics
{
    public static readonly MetricFamily AccountBalance = new(
        "digitalocean_account_balance", "Balance of the most recent billing activity in US dollars; positive when money is owed.");

    public static readonly MetricFamily MonthToDateBalance = new(
        "digitalocean_month_to_date_balance", "Account balance and usage of this month together in US dollars, as of digitalocean_balance_generated_at.");

    public static readonly MetricFamily MonthToDateUsage = new(
        "digitalocean_month_to_date_usage", "What this billing period has cost so far in US dollars, as of digitalocean_balance_generated_at.");

    public static readonly MetricFamily BalanceGeneratedAt = new(
        "digitalocean_balance_generated_at", "When DigitalOcean computed the balances, in seconds since the epoch.");

    public static readonly MetricFamily DropletLimit = new("digitalocean_account_droplet_limit", "Droplets that the account may have.");
    public static readonly MetricFamily FloatingIpLimit = new("digitalocean_account_floating_ip_limit", "Reserved IP addresses that the account may have.");
    public static readonly MetricFamily Verified = new("digitalocean_account_verified", "1 if the account's email address is verified.");
    public static readonly MetricFamily Active = new("digitalocean_account_active", "1 if the account is active, 0 if it is locked or warned.");
    public static readonly MetricFamily Key = new("digitalocean_key", "1 for each SSH key of the account.", "id", "name", "fingerprint");

    private static readonly string[] s_droplet = ["id", "name", "region"];
    public static readonly MetricFamily DropletUp = new("digitalocean_droplet_up", "1 if the droplet is active.", s_droplet);
    public static readonly MetricFamily DropletCpus = new("digitalocean_droplet_cpus", "Virtual CPUs of the droplet.", s_droplet);
    public static readonly MetricFamily DropletMemory = new("digitalocean_droplet_memory_bytes", "Memory of the droplet.", s_droplet);
    public static readonly MetricFamily DropletDisk = new("digitalocean_droplet_disk_bytes", "Disk of the droplet.", s_droplet);
    public static readonly MetricFamily DropletPriceHourly = new("digitalocean_droplet_price_hourly", "Price of an hour in US dollars.", s_droplet);
    public static readonly MetricFamily DropletPriceMonthly = new("digitalocean_droplet_price_monthly", "Price of a month in US dollars.", s_droplet);

    public static readonly MetricFamily VolumeSize = new("digitalocean_volume_size_bytes", "Size of the volume.", "id", "name", "region");

    public static readonly MetricFamily Bucket = new("digitalocean_spaces_bucket", "1 for each bucket of Spaces.", "creation_date", "region", "name");

    private static readonly string[] s_snapshot = ["id", "name", "region", "type"];
    public static readonly MetricFamily SnapshotSize = new("digitalocean_snapshot_size_bytes", "Size of the snapshot.", s_snapshot);
    public static readonly MetricFamily SnapshotMinDisk = new(
        "digitalocean_snapshot_min_disk_size_bytes", "Smallest disk that the snapshot can be restored to.", s_snapshot);

    private static readonly string[] s_loadBalancer = ["id", "name", "ip"];
    public static readonly MetricFamily LoadBalancerStatus = new("digitalocean_loadbalancer_status", "1 if the load balancer is active.", s_loadBalancer);
    public static readonly MetricFamily LoadBalancerDroplets = new(
        "digitalocean_loadbalancer_droplets", "Droplets behind the load balancer.", s_loadBalancer);

    private static readonly string[] s_cluster = ["id", "name", "region", "version"];
    public static readonly MetricFamily ClusterUp = new("digitalocean_kubernetes_cluster_up", "1 if the Kubernetes cluster is running.", s_cluster);
    public static readonly MetricFamily NodePools = new("digitalocean_kubernetes_nodepools_count", "Node pools of the cluster.", s_cluster);
    public static readonly MetricFamily Nodes = new("digitalocean_kubernetes_nodes_count", "Nodes of the node pool.", "id", "name", "region");

    private static readonly string[] s_database =
    [
        "id", "name", "maintenance_window_day", "maintenance_window_hour", "maintenance_window_pending", "region", "size", "engine", "version",
    ];
    public static readonly MetricFamily DatabaseStatus = new("digitalocean_database_status", "1 if the database cluster is online.", s_database);
    public static readonly MetricFamily DatabaseNodes = new("digitalocean_database_nodes", "Nodes of the database cluster.", s_database);

    public static readonly MetricFamily DomainTtl = new("digitalocean_domain_ttl_seconds", "Time to live of the domain's records.", "name");
    private static readonly string[] s_record = ["id", "name", "type", "data"];
    public static readonly MetricFamily RecordPort = new("digitalocean_domain_record_port", "Port of the SRV record, else 0.", s_record);
    public static readonly MetricFamily RecordPriority = new("digitalocean_domain_record_priority", "Priority of the SRV or MX record, else 0.", s_record);
    public static readonly MetricFamily RecordWeight = new("digitalocean_domain_record_weight", "Weight of the SRV record, else 0.", s_record);

    public static readonly MetricFamily ReservedIpActive = new(
        "digitalocean_floating_ipv4_active", "1 if a droplet uses the reserved IP address.", "droplet_id", "droplet_name", "region", "ipv4");
}
