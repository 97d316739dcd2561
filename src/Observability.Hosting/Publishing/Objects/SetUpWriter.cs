using k8s;
using k8s.Models;
using Observability.Hosting.Publishing.Graph;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>
/// The job that is done to a server once. Its name changes with what it does, because a job cannot be changed: a new one runs, the old
/// one goes with the next prune.
/// </summary>
internal static class SetUpWriter
{
    /// <summary>Label of the job's pods.</summary>
    public static string GetName(ClusterServer server) => $"{server.Name}-setup";

    /// <summary>The job and its files; nothing where there is nothing to do.</summary>
    public static IEnumerable<IKubernetesObject<V1ObjectMeta>> Write(ClusterServer server)
    {
        if (server.SetUp is not { } setUp)
        {
            yield break;
        }

        var name = GetName(server);
        var config = new ConfigVolumes(name, setUp.Files, []);
        var labels = Labels.Of(server);
        labels[Labels.Name] = name;
        foreach (var map in config.Maps)
        {
            yield return new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = Labels.Meta(server, map.Name), Data = map.Data };
        }

        yield return new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = Labels.Meta(server, $"{name}-{ObjectNames.Checksum([server.Image, .. setUp.Command, .. setUp.Files.Select(file => file.Text ?? file.Path)])[..8]}"),
            Spec = new V1JobSpec
            {
                BackoffLimit = 20,
                Template = new V1PodTemplateSpec
                {
                    Metadata = new V1ObjectMeta { Labels = labels },
                    Spec = new V1PodSpec
                    {
                        ServiceAccountName = server.Name,
                        AutomountServiceAccountToken = false,
                        EnableServiceLinks = false,
                        RestartPolicy = "OnFailure",
                        SecurityContext = PodWriter.PodSecurity(server),
                        Containers =
                        [
                            new V1Container
                            {
                                Name = "setup",
                                Image = server.Image,
                                Command = [.. setUp.Command],
                                Env = PodWriter.Environment(setUp.Variables),
                                Resources = new V1ResourceRequirements
                                {
                                    Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("10m"), ["memory"] = new("32Mi") },
                                    Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("64Mi") },
                                },
                                SecurityContext = PodWriter.ContainerSecurity(hasReadOnlyImage: true),
                                VolumeMounts = config.Mounts,
                            },
                        ],
                        Volumes = config.Volumes,
                    },
                },
            },
        };
        yield return NetworkPolicyWriter.WriteSetUp(server, name);
    }
}
