using Aspire.Hosting;
using k8s.Models;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Checks;
using Observability.Hosting.Publishing.Tree;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>Each mistake that published objects can have is found, with file and field; without any there is no finding.</summary>
public sealed class ManifestChecksTests
{
    private static readonly Dictionary<string, (Action<Objects> Break, string Expected)> s_mistakes = new()
    {
        ["a required field is missing"] = (objects => objects.First<V1Service>("store").Spec.Ports = null, "any/store/service.yaml: spec.ports"),
        ["a container has no image"] = (objects => objects.Container("store").Image = null, "any/store/statefulset.yaml: spec.template.spec.containers[0].image"),
        ["a name has capitals"] = (objects => objects.First<V1Service>("store").Metadata.Name = "Store", "any/store/service.yaml: metadata.name: 'Store' is no name of a Service"),
        ["two objects are one"] = (
            objects => objects.First<V1ServiceAccount>("asker").Metadata.Name = "store", "metadata.name: there are 2 objects ServiceAccount 'store'"),
        ["a selector selects none of its pods"] = (
            objects => objects.First<V1StatefulSet>("store").Spec.Template.Metadata.Labels["app.kubernetes.io/name"] = "stores", "any/store/statefulset.yaml: spec.selector"),
        ["a Service selects no pod"] = (
            objects => objects.First<V1Service>("store").Spec.Selector["app.kubernetes.io/name"] = "stores", "any/store/service.yaml: spec.selector"),
        ["a Service has a port that nobody opens"] = (
            objects => objects.First<V1Service>("store").Spec.Ports[0].TargetPort = "https", "any/store/service.yaml: spec.ports: no container has the port 'https'"),
        ["an Ingress has a backend that is not there"] = (
            objects => objects.First<V1Ingress>("grafana").Spec.Rules[0].Http.Paths[0].Backend.Service.Name = "graphana", "any/grafana/ingress.yaml: spec.rules"),
        ["an Ingress names two issuers"] = (
            objects => objects.First<V1Ingress>("grafana").Metadata.Annotations["cert-manager.io/issuer"] = "letsencrypt", "any/grafana/ingress.yaml: metadata.annotations"),
        ["an account is not there"] = (objects => objects.Pod("store").ServiceAccountName = "nobody", "any/store/statefulset.yaml: serviceAccountName"),
        ["a file's ConfigMap is not there"] = (
            objects => objects.First<V1ConfigMap>("store-config").Data.Clear(), "any/store/statefulset.yaml: volumes: there is no ConfigMap 'store-config' with key 'store.conf'"),
        ["a variable's Secret is not there"] = (
            objects => objects.Container("store").Env[0].ValueFrom.SecretKeyRef.Name = "other", "any/store/statefulset.yaml: env"),
        ["a volume is not there"] = (objects => objects.Container("store").VolumeMounts[0].Name = "other", "any/store/statefulset.yaml: volumeMounts"),
        ["a namespace is not there"] = (objects => objects.First<V1ConfigMap>("store-config").Metadata.NamespaceProperty = "other", "metadata.namespace"),
        ["a ConfigMap is too large to apply"] = (
            objects => objects.First<V1ConfigMap>("store-config").Data["store.conf"] = new string('x', 300_000), "any/store/configmap.yaml: data"),
        ["a key of a ConfigMap has a blank"] = (
            objects => objects.First<V1ConfigMap>("store-config").Data["a b"] = "text", "any/store/configmap.yaml: data: 'a b' is no key of a ConfigMap"),
        ["a pod runs as root"] = (objects => objects.Pod("store").SecurityContext.RunAsNonRoot = false, "any/store/statefulset.yaml: securityContext.runAsNonRoot"),
        ["a pod has a folder of its node"] = (
            objects => objects.Pod("store").Volumes[0].HostPath = new V1HostPathVolumeSource { Path = "/" }, "hostPath"),
        ["a container keeps capabilities"] = (
            objects => objects.Container("store").SecurityContext.Capabilities.Drop.Clear(), "containers.store.securityContext.capabilities"),
        ["a container has no probe"] = (objects => objects.Container("store").LivenessProbe = null, "any/store/statefulset.yaml: probes"),
        ["a container has no limit"] = (objects => objects.Container("store").Resources.Limits = null, "any/store/statefulset.yaml: resources"),
        ["an image is not pinned"] = (objects => objects.Container("store").Image = "registry.example/store:latest", "any/store/statefulset.yaml: image"),
        ["an edge has no policy"] = (
            objects => objects.First<V1NetworkPolicy>("asker").Spec.Egress.Clear(), "observability/asker to observability/store: port 8000: cannot connect"),
        ["a policy opens more than the edges"] = (
            objects =>
            {
                var store = objects.First<V1NetworkPolicy>("store");
                store.Spec.Egress = [new V1NetworkPolicyEgressRule { To = [new V1NetworkPolicyPeer { PodSelector = new V1LabelSelector() }], Ports = [new V1NetworkPolicyPort { Port = 8001, Protocol = "TCP" }] }];
                objects.First<V1NetworkPolicy>("asker").Spec.Ingress =
                    [new V1NetworkPolicyIngressRule { FromProperty = [new V1NetworkPolicyPeer { PodSelector = new V1LabelSelector() }], Ports = [new V1NetworkPolicyPort { Port = 8001, Protocol = "TCP" }] }];
            },
            "observability/store to observability/asker: port 8001: can connect, although nothing in the graph connects them"),
        ["nothing is denied"] = (
            objects => objects.First<V1NetworkPolicy>("default-deny").Spec.PolicyTypes = ["Egress"], "observability/lonely: networkpolicy: no policy closes its ingress"),
    };

    public static TheoryData<string> Mistakes => [.. s_mistakes.Keys];

    [Fact]
    public async Task Find_NothingWrong_FindsNothing() => Assert.Empty(await FindAsync(_ => { }));

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task Find_Mistake_IsNamedWithFileAndField(string mistake)
    {
        var (breakIt, expected) = s_mistakes[mistake];

        var problems = await FindAsync(breakIt);

        Assert.Contains(problems, problem => problem.ToString().Contains(expected, StringComparison.Ordinal));
    }

    private static async Task<IReadOnlyList<Problem>> FindAsync(Action<Objects> breakIt)
    {
        var rig = new PublishRig();
        var store = rig.AddServer("store", 8000, new Workload(10, 16, 32) { StorageGiB = 1 })
            .WithDataFolder("/data")
            .WithConfigFile(ConfigFile.FromText("/etc/store/store.conf", "a = 1\n"));
        store.WithSecretEnvironment("PASSWORD", rig.Builder.AddSecret(store.Resource, "password"));
        rig.AddServer("asker", 8001).WithEdge(EdgeKind.Query, store.GetEndpoint("http"));
        rig.AddServer("lonely", 8002);
        rig.Builder.AddTraefik("traefik").WithRoute(rig.Builder.AddGrafana("grafana"));
        var target = rig.Builder.AddGenericCluster("any").Resource;
        var graph = await rig.ReadAsync(target);
        var files = ManifestTree.Write(target, graph);
        breakIt(new Objects(files));
        return ManifestChecks.Find(files, graph);
    }

    private sealed class Objects(IReadOnlyList<ManifestFile> files)
    {
        public T First<T>(string name)
            where T : k8s.IKubernetesObject<V1ObjectMeta> => files.SelectMany(file => file.Objects).OfType<T>().First(value => value.Metadata.Name == name);

        public V1PodSpec Pod(string name) => First<V1StatefulSet>(name).Spec.Template.Spec;

        public V1Container Container(string name) => Pod(name).Containers[0];
    }
}
