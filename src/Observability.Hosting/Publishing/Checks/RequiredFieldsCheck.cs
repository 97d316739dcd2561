using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using k8s.Models;
using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Validation;

namespace Observability.Hosting.Publishing.Checks;

/// <summary>
/// Fields that the API server asks for (https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/). A field that it does not
/// know cannot be written at all: the objects have types.
/// </summary>
internal sealed class RequiredFieldsCheck : IManifestCheck
{
    // The client's types do not tell what is required.
    private static readonly Dictionary<Type, string[]> s_required = new()
    {
        [typeof(V1PolicyRule)] = ["verbs"],
        [typeof(V1ClusterRoleBinding)] = ["roleRef"],
        [typeof(V1RoleBinding)] = ["roleRef"],
        [typeof(V1RoleRef)] = ["apiGroup", "kind", "name"],
        [typeof(Rbacv1Subject)] = ["kind", "name", "namespace"],
        [typeof(V1Deployment)] = ["spec"],
        [typeof(V1DeploymentSpec)] = ["selector", "template"],
        [typeof(V1StatefulSet)] = ["spec"],
        [typeof(V1StatefulSetSpec)] = ["selector", "serviceName", "template"],
        [typeof(V1DaemonSet)] = ["spec"],
        [typeof(V1DaemonSetSpec)] = ["selector", "template"],
        [typeof(V1Job)] = ["spec"],
        [typeof(V1JobSpec)] = ["template"],
        [typeof(V1PodTemplateSpec)] = ["metadata", "spec"],
        [typeof(V1PodSpec)] = ["containers"],
        [typeof(V1Container)] = ["name", "image"],
        [typeof(V1ContainerPort)] = ["containerPort"],
        [typeof(V1EnvVar)] = ["name"],
        [typeof(V1SecretKeySelector)] = ["key", "name"],
        [typeof(V1ObjectFieldSelector)] = ["fieldPath"],
        [typeof(V1VolumeMount)] = ["name", "mountPath"],
        [typeof(V1Volume)] = ["name"],
        [typeof(V1HostPathVolumeSource)] = ["path"],
        [typeof(V1KeyToPath)] = ["key", "path"],
        [typeof(V1HTTPGetAction)] = ["port"],
        [typeof(V1TCPSocketAction)] = ["port"],
        [typeof(V1SeccompProfile)] = ["type"],
        [typeof(V1NodeSelector)] = ["nodeSelectorTerms"],
        [typeof(V1NodeSelectorRequirement)] = ["key", "operator"],
        [typeof(V1LabelSelectorRequirement)] = ["key", "operator"],
        [typeof(V1PreferredSchedulingTerm)] = ["preference", "weight"],
        [typeof(V1TopologySpreadConstraint)] = ["maxSkew", "topologyKey", "whenUnsatisfiable"],
        [typeof(V1Service)] = ["spec"],
        [typeof(V1ServiceSpec)] = ["ports", "selector"],
        [typeof(V1ServicePort)] = ["port"],
        [typeof(V1Ingress)] = ["spec"],
        [typeof(V1HTTPIngressRuleValue)] = ["paths"],
        [typeof(V1HTTPIngressPath)] = ["backend", "pathType"],
        [typeof(V1IngressServiceBackend)] = ["name", "port"],
        [typeof(V1IngressClass)] = ["spec"],
        [typeof(V1NetworkPolicy)] = ["spec"],
        [typeof(V1NetworkPolicySpec)] = ["podSelector"],
        [typeof(V1IPBlock)] = ["cidr"],
        [typeof(V1PodDisruptionBudget)] = ["spec"],
    };

    private static readonly ConcurrentDictionary<Type, (string Name, PropertyInfo Property, bool IsRequired)[]> s_fields = new();

    /// <inheritdoc />
    public IEnumerable<Problem> Find(PublishedObjects objects, ClusterGraph graph)
    {
        foreach (var (file, value) in objects.All)
        {
            if (value.ApiVersion is null || value.Kind is null || value.Metadata?.Name is null)
            {
                yield return new Problem(file, "metadata", "an object has no version, kind or name", "Set all three.");
                continue;
            }

            foreach (var field in FindMissing(value, string.Empty))
            {
                yield return new Problem(file, field, $"{value.Kind} '{value.Metadata.Name}' lacks a field that Kubernetes requires", "Set it.");
            }
        }
    }

    private static IEnumerable<string> FindMissing(object value, string path)
    {
        foreach (var (name, property, isRequired) in s_fields.GetOrAdd(value.GetType(), FindFields))
        {
            var here = path.Length == 0 ? name : $"{path}.{name}";
            var content = property.GetValue(value);
            if (isRequired && content is null or "" or ICollection { Count: 0 })
            {
                yield return here;
            }

            foreach (var field in Below(content, here))
            {
                yield return field;
            }
        }
    }

    private static IEnumerable<string> Below(object? content, string path) => content switch
    {
        null or string or IDictionary or IntOrString or ResourceQuantity => [],
        IEnumerable items => items.Cast<object>().SelectMany((item, index) => item is string ? [] : FindMissing(item, $"{path}[{index}]")),
        _ when content.GetType().Namespace == typeof(V1Pod).Namespace => FindMissing(content, path),
        _ => [],
    };

    private static (string Name, PropertyInfo Property, bool IsRequired)[] FindFields(Type type)
    {
        var required = s_required.GetValueOrDefault(type, []);
        return
        [
            .. from property in type.GetProperties()
               let name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
               where name is not null
               select (name, property, required.Contains(name)),
        ];
    }
}
