using System.Globalization;
using k8s.Models;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Targets;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>
/// The pod of a server: as strict as the level <c>restricted</c> of Pod Security asks unless the server touches its node
/// (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
/// </summary>
internal static class PodWriter
{
    private const string DataVolume = "data";

    // A new file system has a folder lost+found, which several servers take for data of theirs.
    private const string DataSubPath = "data";

    /// <summary>Where a server that runs on every node keeps what it must remember.</summary>
    private const string NodeStateFolder = "/var/lib/observability";

    /// <summary>The template of a server's pods.</summary>
    public static V1PodTemplateSpec Write(ClusterServer server, ConfigVolumes config, IPodPlacement placement)
    {
        var volumes = config.Volumes.ToList();
        var mounts = config.Mounts.ToList();
        AddFolders(server, volumes, mounts);
        var isFree = server.Resource.TouchesNode();
        var affinity = placement.GetAffinity(server);
        return new V1PodTemplateSpec
        {
            Metadata = new V1ObjectMeta
            {
                Labels = Labels.Of(server),
                Annotations = Annotations(config),
            },
            Spec = new V1PodSpec
            {
                ServiceAccountName = server.Name,
                AutomountServiceAccountToken = server.Workload.ApiRules.Count > 0,

                // Variables such as LOKI_PORT=tcp://… of every Service would be taken for settings.
                EnableServiceLinks = false,
                HostNetwork = server.Workload.SharesNode ? true : null,
                HostPID = server.Workload.SharesNode ? true : null,
                DnsPolicy = server.Workload.SharesNode ? "ClusterFirstWithHostNet" : null,
                TerminationGracePeriodSeconds = server.Workload.TerminationSeconds,
                SecurityContext = PodSecurity(server),
                Tolerations = server.IsOnEveryNode ? [new V1Toleration { OperatorProperty = "Exists" }] : null,
                Affinity = affinity,
                TopologySpreadConstraints = server.Workload.Replicas > 1 ? [Spread(server)] : null,
                Containers = [Container(server, mounts, isFree)],
                Volumes = volumes.Count > 0 ? volumes : null,
            },
        };
    }

    /// <summary>What a volume of a StatefulSet is asked for with.</summary>
    public static V1PersistentVolumeClaim Claim(ClusterServer server, string? storageClass) => new()
    {
        Metadata = new V1ObjectMeta { Name = DataVolume, Labels = Labels.Select(server.Name) },
        Spec = new V1PersistentVolumeClaimSpec
        {
            AccessModes = ["ReadWriteOnce"],
            StorageClassName = storageClass,
            Resources = new V1VolumeResourceRequirements
            {
                Requests = new Dictionary<string, ResourceQuantity>
                {
                    ["storage"] = new(string.Create(CultureInfo.InvariantCulture, $"{server.Workload.StorageGiB}Gi")),
                },
            },
        },
    };

    /// <summary>Security of a container that may do nothing but run.</summary>
    public static V1SecurityContext ContainerSecurity(bool hasReadOnlyImage) => new()
    {
        AllowPrivilegeEscalation = false,
        Capabilities = new V1Capabilities { Drop = ["ALL"] },
        ReadOnlyRootFilesystem = hasReadOnlyImage,
    };

    /// <summary>Security of a server's pod.</summary>
    public static V1PodSecurityContext PodSecurity(ClusterServer server)
    {
        // Group 0 is what images take so that any user can read their files; volumes get a group that is nobody else's.
        long group = server.GroupId == 0 ? server.UserId : server.GroupId;
        return new V1PodSecurityContext
        {
            RunAsNonRoot = server.UserId != 0,
            RunAsUser = server.UserId,
            RunAsGroup = server.GroupId,
            FsGroup = server.UserId == 0 ? null : group,
            FsGroupChangePolicy = server.UserId == 0 ? null : "OnRootMismatch",
            SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
        };
    }

    /// <summary>A server's environment.</summary>
    public static List<V1EnvVar>? Environment(IReadOnlyList<ClusterVariable> variables) => variables.Count == 0
        ? null
        : [.. variables.Select(variable => new V1EnvVar
        {
            Name = variable.Name,
            Value = variable.Text,
            ValueFrom = variable switch
            {
                { Secret: { } secret } => new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = secret.Secret, Key = secret.Key } },
                { PodField: { } field } => new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = field } },
                _ => null,
            },
        })];

    // Whoever changes a file rolls the pods, also where the server would not notice.
    private static Dictionary<string, string>? Annotations(ConfigVolumes config)
    {
        var parts = config.Maps.SelectMany(map => map.Data).OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => new[] { pair.Key, pair.Value }).ToList();
        return parts.Count == 0 ? null : new Dictionary<string, string> { ["checksum/config"] = ObjectNames.Checksum(parts) };
    }

    private static void AddFolders(ClusterServer server, List<V1Volume> volumes, List<V1VolumeMount> mounts)
    {
        if (server.DataFolder is { } data)
        {
            mounts.Add(new V1VolumeMount { Name = DataVolume, MountPath = data, SubPath = server.HasVolume ? DataSubPath : null });
            if (!server.HasVolume)
            {
                // The folder on the node is root's.
                volumes.Add(server.IsOnEveryNode && server.UserId == 0
                    ? new V1Volume
                    {
                        Name = DataVolume,
                        HostPath = new V1HostPathVolumeSource { Path = $"{NodeStateFolder}/{server.Name}", Type = "DirectoryOrCreate" },
                    }
                    : new V1Volume { Name = DataVolume, EmptyDir = new V1EmptyDirVolumeSource() });
            }
        }

        foreach (var (folder, index) in server.Workload.ScratchFolders.Select((folder, index) => (folder, index)))
        {
            volumes.Add(new V1Volume { Name = $"scratch-{index}", EmptyDir = new V1EmptyDirVolumeSource() });
            mounts.Add(new V1VolumeMount { Name = $"scratch-{index}", MountPath = folder });
        }

        foreach (var (folder, index) in server.NodeFolders.Select((folder, index) => (folder, index)))
        {
            volumes.Add(new V1Volume { Name = $"node-{index}", HostPath = new V1HostPathVolumeSource { Path = folder.Path } });
            mounts.Add(new V1VolumeMount
            {
                Name = $"node-{index}",
                MountPath = folder.MountPath,
                ReadOnlyProperty = true,

                // What the node mounts later is seen too.
                MountPropagation = folder.Path == "/" ? "HostToContainer" : null,
            });
        }
    }

    private static V1Container Container(ClusterServer server, List<V1VolumeMount> mounts, bool isFree)
    {
        var readiness = server.Probes is null ? null : Probe(server.Probes.Readiness);
        return new V1Container
        {
            Name = server.Name,
            Image = server.Image,
            Command = server.Command.Count > 0 ? [.. server.Command] : null,
            Args = server.Arguments.Count > 0 ? [.. server.Arguments] : null,
            Env = Environment(server.Variables),
            Ports = server.Ports.Count == 0
                ? null
                : [.. server.Ports.Select(port => new V1ContainerPort
                {
                    Name = port.Name,
                    ContainerPort = port.Number,
                    HostPort = port.IsForNode && isFree ? port.Number : null,
                    Protocol = "TCP",
                })],
            Resources = new V1ResourceRequirements
            {
                Requests = new Dictionary<string, ResourceQuantity>
                {
                    ["cpu"] = new(string.Create(CultureInfo.InvariantCulture, $"{server.Workload.CpuMillicores}m")),
                    ["memory"] = new(string.Create(CultureInfo.InvariantCulture, $"{server.Workload.MemoryMiB}Mi")),
                },
                Limits = new Dictionary<string, ResourceQuantity>
                {
                    ["memory"] = new(string.Create(CultureInfo.InvariantCulture, $"{server.Workload.MemoryLimitMiB}Mi")),
                },
            },
            SecurityContext = ContainerSecurity(server.Workload.HasReadOnlyImage),
            StartupProbe = server.Probes is null ? null : Probe(server.Probes.Readiness, period: 5, failures: (int)Math.Ceiling(server.Workload.Startup.TotalSeconds / 5)),
            ReadinessProbe = readiness,
            LivenessProbe = server.Probes is null ? null : Probe(server.Probes.Liveness, period: 20, failures: 3),
            VolumeMounts = mounts.Count > 0 ? mounts : null,
        };
    }

    private static V1Probe Probe(Probe probe, int period = 10, int failures = 3) => new()
    {
        HttpGet = probe.Path is { } path ? new V1HTTPGetAction { Path = path, Port = probe.EndpointName } : null,
        TcpSocket = probe.Path is null ? new V1TCPSocketAction { Port = probe.EndpointName } : null,
        PeriodSeconds = period,
        FailureThreshold = failures,

        // One second, the default, is too short for a server that is busy.
        TimeoutSeconds = 5,
    };

    private static V1TopologySpreadConstraint Spread(ClusterServer server) => new()
    {
        MaxSkew = 1,
        TopologyKey = "kubernetes.io/hostname",

        // A cluster of one node runs them all the same.
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = new V1LabelSelector { MatchLabels = Labels.Select(server.Name) },
    };
}
