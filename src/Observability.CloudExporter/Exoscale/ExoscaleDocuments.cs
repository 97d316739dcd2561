using System.Text.Json.Serialization;

namespace Observability.CloudExporter.Exoscale;

// The answers of the API v2, as far as they are read (https://openapi-v2.exoscale.com). A list without entries may
// leave its array out; whatever identifies an object is required.

/// <summary><c>GET /zone</c></summary>
internal sealed record ZoneList(IReadOnlyList<Zone>? Zones = null);

internal sealed record Zone(string Name, string ApiEndpoint);

/// <summary><c>GET /organization</c>: <c>balance</c> is deprecated and may be missing.</summary>
internal sealed record Organization(string Id, string Name, double? Balance = null);

/// <summary><c>GET /live-balance</c></summary>
internal sealed record LiveBalance(double Balance);

/// <summary><c>GET /ssh-key</c></summary>
internal sealed record SshKeyList(IReadOnlyList<SshKey>? SshKeys = null);

internal sealed record SshKey(string Name, string Fingerprint);

/// <summary><c>GET /api-key</c></summary>
internal sealed record ApiKeyList(IReadOnlyList<ApiKey>? ApiKeys = null);

internal sealed record ApiKey(string Key, string Name, string RoleId);

/// <summary><c>GET /instance</c></summary>
internal sealed record InstanceList(IReadOnlyList<Instance>? Instances = null);

internal sealed record Instance(string Id, string Name, string State, InstanceTypeReference InstanceType);

internal sealed record InstanceTypeReference(string Id);

/// <summary><c>GET /instance-type</c>: memory in bytes.</summary>
internal sealed record InstanceTypeList(IReadOnlyList<InstanceType>? InstanceTypes = null);

internal sealed record InstanceType(string Id, string Family, string Size, long Cpus, long Memory, long Gpus = 0);

/// <summary><c>GET /instance-pool</c></summary>
internal sealed record InstancePoolList(IReadOnlyList<InstancePool>? InstancePools = null);

internal sealed record InstancePool(string Id, string Name, string State, long Size = 0);

/// <summary><c>GET /anti-affinity-group</c></summary>
internal sealed record AntiAffinityGroupList(IReadOnlyList<AntiAffinityGroup>? AntiAffinityGroups = null);

internal sealed record AntiAffinityGroup(string Name, IReadOnlyList<AntiAffinityGroupInstance>? Instances = null);

internal sealed record AntiAffinityGroupInstance(string Id, string? Name = null);

/// <summary><c>GET /sks-cluster</c>: disks in GiB.</summary>
internal sealed record SksClusterList(IReadOnlyList<SksCluster>? SksClusters = null);

internal sealed record SksCluster(
    string Id, string Name, string Level, string Version, string State, IReadOnlyList<SksNodepool>? Nodepools = null);

internal sealed record SksNodepool(string Id, string Name, string Version, string State, long DiskSize, long Size = 0);

/// <summary><c>GET /block-storage</c>: sizes in GiB.</summary>
internal sealed record VolumeList(IReadOnlyList<Volume>? BlockStorageVolumes = null);

internal sealed record Volume(string Id, string Name, long Size);

/// <summary><c>GET /snapshot</c>: sizes in GiB.</summary>
internal sealed record SnapshotList(IReadOnlyList<InstanceSnapshot>? Snapshots = null);

internal sealed record InstanceSnapshot(string Id, string Name, long Size = 0);

/// <summary><c>GET /sos-buckets-usage</c>: sizes in bytes.</summary>
internal sealed record BucketUsageList(IReadOnlyList<BucketUsage>? SosBucketsUsage = null);

internal sealed record BucketUsage(string Name, string ZoneName, long Size = 0);

/// <summary><c>GET /dns-domain</c></summary>
internal sealed record DomainList(IReadOnlyList<Domain>? DnsDomains = null);

internal sealed record Domain(string Id, string UnicodeName);

/// <summary><c>GET /dns-domain/{id}/record</c></summary>
internal sealed record DomainRecordList(IReadOnlyList<DomainRecord>? DnsDomainRecords = null);

internal sealed record DomainRecord(string Type, string Name = "", string Content = "", long Ttl = 0, long Priority = 0);

/// <summary><c>GET /load-balancer</c></summary>
internal sealed record LoadBalancerList(IReadOnlyList<LoadBalancer>? LoadBalancers = null);

internal sealed record LoadBalancer(string Name, IReadOnlyList<LoadBalancerService>? Services = null);

internal sealed record LoadBalancerService(string Name, long Port, long TargetPort, string Strategy);

/// <summary><c>GET /security-group</c>: ICMP rules have no ports, rules between groups no network.</summary>
internal sealed record SecurityGroupList(IReadOnlyList<SecurityGroup>? SecurityGroups = null);

internal sealed record SecurityGroup(string Name, IReadOnlyList<SecurityGroupRule>? Rules = null);

internal sealed record SecurityGroupRule(
    string FlowDirection, string Protocol, long StartPort = 0, long EndPort = 0, string Network = "");

/// <summary><c>GET /elastic-ip</c></summary>
internal sealed record ElasticIpList(IReadOnlyList<ElasticIp>? ElasticIps = null);

internal sealed record ElasticIp(string Ip);

/// <summary><c>GET /private-network</c></summary>
internal sealed record PrivateNetworkList(IReadOnlyList<PrivateNetwork>? PrivateNetworks = null);

internal sealed record PrivateNetwork(string Name, long Vni = 0);

/// <summary>Reads them without reflection; a missing or null required field is an error that names it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ZoneList))]
[JsonSerializable(typeof(Organization))]
[JsonSerializable(typeof(LiveBalance))]
[JsonSerializable(typeof(SshKeyList))]
[JsonSerializable(typeof(ApiKeyList))]
[JsonSerializable(typeof(InstanceList))]
[JsonSerializable(typeof(InstanceTypeList))]
[JsonSerializable(typeof(InstancePoolList))]
[JsonSerializable(typeof(AntiAffinityGroupList))]
[JsonSerializable(typeof(SksClusterList))]
[JsonSerializable(typeof(VolumeList))]
[JsonSerializable(typeof(SnapshotList))]
[JsonSerializable(typeof(BucketUsageList))]
[JsonSerializable(typeof(DomainList))]
[JsonSerializable(typeof(DomainRecordList))]
[JsonSerializable(typeof(LoadBalancerList))]
[JsonSerializable(typeof(SecurityGroupList))]
[JsonSerializable(typeof(ElasticIpList))]
[JsonSerializable(typeof(PrivateNetworkList))]
internal sealed partial class ExoscaleJson : JsonSerializerContext;
