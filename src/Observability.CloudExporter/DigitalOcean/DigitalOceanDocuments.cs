using System.Text.Json.Serialization;

namespace Observability.CloudExporter.DigitalOcean;

// The answers of the API v2, as far as they are read (https://docs.digitalocean.com/reference/api/). Lists come in pages.

/// <summary>A page of a list: <c>{ "droplets": [ … ], "links": { "pages": { "next": "https://…?page=2" } } }</c></summary>
internal abstract record Page
{
    /// <summary>Where the other pages are.</summary>
    public PageLinks? Links { get; init; }
}

internal sealed record PageLinks(PageAddresses? Pages = null);

internal sealed record PageAddresses(string? Next = null);

internal sealed record Region(string Slug);

/// <summary><c>GET /v2/customers/my/balance</c>: amounts are strings, in US dollars.</summary>
internal sealed record Balance(string MonthToDateBalance, string AccountBalance, string MonthToDateUsage, DateTimeOffset GeneratedAt);

/// <summary><c>GET /v2/account</c></summary>
internal sealed record AccountDocument(Account Account);

internal sealed record Account(long DropletLimit, long FloatingIpLimit, bool EmailVerified, string Status);

/// <summary><c>GET /v2/droplets</c>: memory in MiB, disk in GB.</summary>
internal sealed record DropletPage(IReadOnlyList<Droplet> Droplets) : Page;

internal sealed record Droplet(
    long Id, string Name, string Status, long Vcpus, long Memory, long Disk, Region Region, DropletSize Size);

internal sealed record DropletSize(double PriceHourly, double PriceMonthly);

/// <summary><c>GET /v2/volumes</c></summary>
internal sealed record VolumePage(IReadOnlyList<Volume> Volumes) : Page;

internal sealed record Volume(string Id, string Name, Region Region, long SizeGigabytes);

/// <summary><c>GET /v2/snapshots</c></summary>
internal sealed record SnapshotPage(IReadOnlyList<VolumeOrDropletSnapshot> Snapshots) : Page;

internal sealed record VolumeOrDropletSnapshot(
    string Id, string Name, IReadOnlyList<string> Regions, string ResourceType, double SizeGigabytes, long MinDiskSize);

/// <summary><c>GET /v2/load_balancers</c>: no address while it is being made.</summary>
internal sealed record LoadBalancerPage(IReadOnlyList<LoadBalancer> LoadBalancers) : Page;

internal sealed record LoadBalancer(string Id, string Name, string Status, string? Ip = null, IReadOnlyList<long>? DropletIds = null);

/// <summary><c>GET /v2/kubernetes/clusters</c></summary>
internal sealed record ClusterPage(IReadOnlyList<Cluster> KubernetesClusters) : Page;

internal sealed record Cluster(
    string Id, string Name, string Region, string Version, ClusterStatus Status, IReadOnlyList<NodePool> NodePools);

internal sealed record ClusterStatus(string State);

internal sealed record NodePool(string Id, string Name, long Count);

/// <summary><c>GET /v2/databases</c>: the list is missing when there are none.</summary>
internal sealed record DatabasePage(IReadOnlyList<Database>? Databases = null) : Page;

internal sealed record Database(
    string Id, string Name, string Engine, string Version, string Region, string Size, string Status, long NumNodes, MaintenanceWindow? MaintenanceWindow = null);

internal sealed record MaintenanceWindow(string Day, string Hour, bool Pending);

/// <summary><c>GET /v2/domains</c></summary>
internal sealed record DomainPage(IReadOnlyList<Domain> Domains) : Page;

internal sealed record Domain(string Name, long? Ttl = null);

/// <summary><c>GET /v2/domains/{name}/records</c>: numbers are null where the type has none.</summary>
internal sealed record DomainRecordPage(IReadOnlyList<DomainRecord> DomainRecords) : Page;

internal sealed record DomainRecord(
    long Id, string Type, string Name, string Data, long? Port = null, long? Priority = null, long? Weight = null);

/// <summary><c>GET /v2/reserved_ips</c>: the droplet is null while nothing uses the address.</summary>
internal sealed record ReservedIpPage(IReadOnlyList<ReservedIp> ReservedIps) : Page;

internal sealed record ReservedIp(string Ip, Region Region, ReservedIpDroplet? Droplet = null);

internal sealed record ReservedIpDroplet(long Id, string Name);

/// <summary><c>GET /v2/account/keys</c></summary>
internal sealed record KeyPage(IReadOnlyList<Key> SshKeys) : Page;

internal sealed record Key(long Id, string Name, string Fingerprint);

/// <summary>Reads them without reflection; a missing or null required field is an error that names it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Balance))]
[JsonSerializable(typeof(AccountDocument))]
[JsonSerializable(typeof(DropletPage))]
[JsonSerializable(typeof(VolumePage))]
[JsonSerializable(typeof(SnapshotPage))]
[JsonSerializable(typeof(LoadBalancerPage))]
[JsonSerializable(typeof(ClusterPage))]
[JsonSerializable(typeof(DatabasePage))]
[JsonSerializable(typeof(DomainPage))]
[JsonSerializable(typeof(DomainRecordPage))]
[JsonSerializable(typeof(ReservedIpPage))]
[JsonSerializable(typeof(KeyPage))]
internal sealed partial class DigitalOceanJson : JsonSerializerContext;
