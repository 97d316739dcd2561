using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Exoscale;

/// <summary>
/// The metrics of exoscale-exporter 0.3.0 (https://github.com/zabdelillah/exoscale-exporter), names and labels kept so
/// that dashboards made for it work. Two values differ on purpose: its pool size was the pool's state, its snapshot
/// count always 0. Its cluster size, which repeated itself with two clusters, has labels here.
/// </summary>
internal static class ExoscaleMetrics
{
    public static readonly MetricFamily Balance = new(
        "exoscale_organization_balance", "What the organization has left, in its currency; negative when it owes.", "organization_id", "organization_name");

    public static readonly MetricFamily Usage = new(
        "exoscale_organization_usage", "What the organization owes, in its currency: the balance with its sign turned.", "organization_id", "organization_name");

    public static readonly MetricFamily SshKey = new("exoscale_ssh_key", "1 for each SSH key.", "fingerprint", "name");
    public static readonly MetricFamily IamKey = new("exoscale_iam_key", "1 for each API key; the label has its public part.", "key", "name", "role");
    public static readonly MetricFamily IamKeyCount = new("exoscale_iam_key_count", "Number of API keys.");

    private static readonly string[] s_instance = ["id", "name", "family", "size", "zone"];
    public static readonly MetricFamily InstanceUp = new("exoscale_instance_up", "1 if the instance is running.", s_instance);
    public static readonly MetricFamily InstanceCpus = new("exoscale_instance_cpus", "Virtual CPUs of the instance.", s_instance);
    public static readonly MetricFamily InstanceGpus = new("exoscale_instance_gpus", "GPUs of the instance.", s_instance);
    public static readonly MetricFamily InstanceMemory = new("exoscale_instance_memory", "Memory of the instance in bytes.", s_instance);
    public static readonly MetricFamily InstancesCount = new("exoscale_instances_count", "Number of instances.");

    public static readonly MetricFamily PoolUp = new("exoscale_instance_pool_up", "1 unless the instance pool is suspended.", "id", "name");
    public static readonly MetricFamily PoolSize = new("exoscale_instance_pool_size", "Instances that the pool asks for.", "id", "name");
    public static readonly MetricFamily PoolCount = new("exoscale_instance_pool_count", "Number of instance pools.");

    public static readonly MetricFamily AntiAffinityGroup = new(
        "exoscale_anti_affinity_group", "1 for each instance of each anti-affinity group.", "name", "instance_id", "instance_name");

    private static readonly string[] s_cluster = ["id", "name", "level", "version"];
    private static readonly string[] s_nodepool = ["id", "name", "version"];
    public static readonly MetricFamily ClusterUp = new("exoscale_sks_cluster_up", "1 if the Kubernetes cluster is running.", s_cluster);
    public static readonly MetricFamily ClusterSize = new("exoscale_sks_cluster_size", "Nodes that the cluster's node pools ask for.", s_cluster);
    public static readonly MetricFamily ClusterCount = new("exoscale_sks_cluster_count", "Number of Kubernetes clusters.");
    public static readonly MetricFamily NodepoolUp = new("exoscale_sks_nodepool_up", "1 if the node pool is running.", s_nodepool);
    public static readonly MetricFamily NodepoolSize = new("exoscale_sks_nodepool_size", "Nodes that the node pool asks for.", s_nodepool);
    public static readonly MetricFamily NodepoolDisk = new("exoscale_sks_nodepool_disk_size", "Disk of each node of the pool in GiB.", s_nodepool);

    public static readonly MetricFamily VolumeSize = new("exoscale_volume_size", "Size of the block storage volume in GiB.", "id", "name");
    public static readonly MetricFamily VolumeCount = new("exoscale_volume_count", "Number of block storage volumes.");
    public static readonly MetricFamily SnapshotSize = new("exoscale_snapshot_size", "Size of the instance snapshot in GiB.", "id", "name");
    public static readonly MetricFamily SnapshotCount = new("exoscale_snapshot_count", "Number of instance snapshots.");
    public static readonly MetricFamily Bucket = new("exoscale_sos_bucket", "Size of the object storage bucket in bytes.", "name", "zone");
    public static readonly MetricFamily BucketCount = new("exoscale_sos_bucket_count", "Number of object storage buckets.");

    public static readonly MetricFamily Domain = new("exoscale_domain", "1 for each DNS domain.", "domain");
    public static readonly MetricFamily DomainCount = new("exoscale_domain_count", "Number of DNS domains.");
    public static readonly MetricFamily DomainRecord = new(
        "exoscale_domain_record", "1 for each DNS record.", "domain", "name", "record", "priority", "ttl", "type");
    public static readonly MetricFamily DomainRecordCount = new("exoscale_domain_record_count", "Number of DNS records.");

    public static readonly MetricFamily LoadBalancer = new("exoscale_load_balancer", "1 for each load balancer.", "name");
    public static readonly MetricFamily LoadBalancerCount = new("exoscale_load_balancer_count", "Number of load balancers.");
    public static readonly MetricFamily LoadBalancerService = new(
        "exoscale_load_balancer_service", "1 for each service of each load balancer.", "name", "service", "port", "target_port", "strategy");
    public static readonly MetricFamily LoadBalancerServiceCount = new("exoscale_load_balancer_service_count", "Number of load balancer services.");

    public static readonly MetricFamily SecurityGroup = new("exoscale_security_group", "1 for each security group.", "security_group");
    public static readonly MetricFamily SecurityGroupCount = new("exoscale_security_group_count", "Number of security groups.");
    public static readonly MetricFamily SecurityGroupRule = new(
        "exoscale_security_group_rule", "1 for each rule of each security group.",
        "security_group", "start_port", "end_port", "direction", "network", "protocol");
    public static readonly MetricFamily SecurityGroupRuleCount = new("exoscale_security_group_rule_count", "Number of security group rules.");

    public static readonly MetricFamily ElasticIp = new("exoscale_elastic_ip", "1 for each elastic IP address.", "ip");
    public static readonly MetricFamily ElasticIpCount = new("exoscale_elastic_ip_count", "Number of elastic IP addresses.");
    public static readonly MetricFamily PrivateNetwork = new("exoscale_private_network", "1 for each private network.", "name", "vni");
    public static readonly MetricFamily PrivateNetworkCount = new("exoscale_private_network_count", "Number of private networks.");
}
