using k8s.Models;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>What one object says of another: selectors, ports, backends, files, secrets, accounts and namespaces.</summary>
internal sealed class ReferencesCheck : IManifestCheck
{
    /// <inheritdoc />
    public IEnumerable<Problem> Find(PublishedObjects objects, ClusterGraph graph) =>
    [
        .. objects.Pods.SelectMany(pod => CheckPod(pod, objects, graph)),
        .. CheckServices(objects),
        .. CheckIngresses(objects),
        .. CheckNamespaces(objects),
    ];

    private static IEnumerable<Problem> CheckPod(PublishedPod pod, PublishedObjects objects, ClusterGraph graph)
    {
        var labels = pod.Template.Metadata.Labels;
        if (pod.Selector is { } selector && !PublishedObjects.Matches(selector.MatchLabels, labels))
        {
            yield return new Problem(pod.File, "spec.selector", "it selects none of its own pods", "Give the pods its labels.");
        }

        if (objects.Find<V1ServiceAccount>(pod.Namespace, pod.Template.Spec.ServiceAccountName) is null)
        {
            yield return new Problem(pod.File, "serviceAccountName", $"there is no account '{pod.Template.Spec.ServiceAccountName}'", "Publish it.");
        }

        var volumes = (pod.Template.Spec.Volumes ?? []).Select(volume => volume.Name).Concat(pod.Claims).ToHashSet();
        foreach (var container in pod.Template.Spec.Containers)
        {
            foreach (var mount in (container.VolumeMounts ?? []).Where(mount => !volumes.Contains(mount.Name)))
            {
                yield return new Problem(pod.File, "volumeMounts", $"'{mount.MountPath}' has no volume '{mount.Name}'", "Publish it.");
            }

            foreach (var twice in (container.VolumeMounts ?? []).GroupBy(mount => mount.MountPath).Where(group => group.Count() > 1))
            {
                yield return new Problem(pod.File, "volumeMounts", $"two volumes are mounted at '{twice.Key}'", "Mount one.");
            }

            foreach (var secret in (container.Env ?? []).Select(variable => variable.ValueFrom?.SecretKeyRef).OfType<V1SecretKeySelector>())
            {
                if (!HasSecret(graph, pod.Namespace, secret.Name, secret.Key))
                {
                    yield return new Problem(pod.File, "env", $"there is no secret '{secret.Name}' with key '{secret.Key}'", "Publish it.");
                }
            }
        }

        foreach (var source in (pod.Template.Spec.Volumes ?? []).SelectMany(volume => volume.Projected?.Sources ?? []))
        {
            if (source.ConfigMap is { } map)
            {
                var found = objects.Find<V1ConfigMap>(pod.Namespace, map.Name);
                foreach (var item in map.Items.Where(item => found?.Data.ContainsKey(item.Key) != true))
                {
                    yield return new Problem(pod.File, "volumes", $"there is no ConfigMap '{map.Name}' with key '{item.Key}'", "Publish it.");
                }
            }
            else if (source.Secret is { } secret)
            {
                foreach (var item in secret.Items.Where(item => !HasSecret(graph, pod.Namespace, secret.Name, item.Key)))
                {
                    yield return new Problem(pod.File, "volumes", $"there is no secret '{secret.Name}' with key '{item.Key}'", "Publish it.");
                }
            }
        }
    }

    private static IEnumerable<Problem> CheckServices(PublishedObjects objects)
    {
        foreach (var (file, service) in objects.Of<V1Service>())
        {
            var selected = objects.Select(service.Metadata.NamespaceProperty, service.Spec.Selector).ToList();
            if (selected.Count == 0)
            {
                yield return new Problem(file, "spec.selector", $"Service '{service.Metadata.Name}' selects no pod", "Select those that it stands for.");
            }

            foreach (var port in service.Spec.Ports)
            {
                var target = port.TargetPort?.Value ?? $"{port.Port}";
                if (selected.Exists(pod => !pod.Template.Spec.Containers
                    .SelectMany(container => container.Ports ?? [])
                    .Any(open => open.Name == target || $"{open.ContainerPort}" == target)))
                {
                    yield return new Problem(
                        file, "spec.ports", $"no container has the port '{target}' of Service '{service.Metadata.Name}'", "Name one that is there.");
                }
            }
        }
    }

    private static IEnumerable<Problem> CheckIngresses(PublishedObjects objects)
    {
        foreach (var (file, ingress) in objects.Of<V1Ingress>())
        {
            if (objects.Find<V1IngressClass>(null, ingress.Spec.IngressClassName) is null)
            {
                yield return new Problem(file, "spec.ingressClassName", $"there is no class '{ingress.Spec.IngressClassName}'", "Publish it.");
            }

            var annotations = ingress.Metadata.Annotations ?? new Dictionary<string, string>();
            if (annotations.ContainsKey("cert-manager.io/issuer") && annotations.ContainsKey("cert-manager.io/cluster-issuer"))
            {
                yield return new Problem(file, "metadata.annotations", "it names an issuer and a cluster issuer, so cert-manager takes neither", "Name one.");
            }

            foreach (var backend in ingress.Spec.Rules.SelectMany(rule => rule.Http.Paths).Select(path => path.Backend.Service))
            {
                var service = objects.Find<V1Service>(ingress.Metadata.NamespaceProperty, backend.Name);
                if (service?.Spec.Ports.Any(port => port.Name == backend.Port.Name || port.Port == backend.Port.Number) != true)
                {
                    yield return new Problem(file, "spec.rules", $"there is no Service '{backend.Name}' with port '{backend.Port.Name}'", "Name one that is there.");
                }
            }
        }
    }

    private static IEnumerable<Problem> CheckNamespaces(PublishedObjects objects)
    {
        var known = objects.Of<V1Namespace>().Select(pair => pair.Value.Metadata.Name).ToHashSet();
        return from pair in objects.All
               where pair.Value.Metadata.NamespaceProperty is { } home && !known.Contains(home)
               select new Problem(pair.File, "metadata.namespace", $"there is no namespace '{pair.Value.Metadata.NamespaceProperty}'", "Publish it.");
    }

    private static bool HasSecret(ClusterGraph graph, string home, string name, string key) =>
        graph.FindSecret(name) is { } secret && secret.Key.Key == key && secret.Namespaces.Contains(home);
}
