using k8s;
using k8s.Models;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Graph;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>Who a server is to the cluster's API, and what it may do there: nothing unless it has said so.</summary>
internal static class AccessWriter
{
    private const string Api = "rbac.authorization.k8s.io/v1";

    /// <summary>The objects.</summary>
    public static IEnumerable<IKubernetesObject<V1ObjectMeta>> Write(ClusterServer server)
    {
        yield return new V1ServiceAccount
        {
            ApiVersion = "v1",
            Kind = "ServiceAccount",
            Metadata = Labels.Meta(server),
            AutomountServiceAccountToken = false,
        };
        var subject = new Rbacv1Subject { Kind = "ServiceAccount", Name = server.Name, NamespaceProperty = server.Namespace };
        var everywhere = server.Workload.ApiRules.Where(rule => !rule.IsOwnNamespace).Select(Rule).ToList();
        if (everywhere.Count > 0)
        {
            // Cluster roles have no namespace: the name keeps two stacks of one cluster apart.
            var name = $"{server.Namespace}-{server.Name}";
            yield return new V1ClusterRole { ApiVersion = Api, Kind = "ClusterRole", Metadata = Labels.Meta(server, name, inNamespace: false), Rules = everywhere };
            yield return new V1ClusterRoleBinding
            {
                ApiVersion = Api,
                Kind = "ClusterRoleBinding",
                Metadata = Labels.Meta(server, name, inNamespace: false),
                RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "ClusterRole", Name = name },
                Subjects = [subject],
            };
        }

        var here = server.Workload.ApiRules.Where(rule => rule.IsOwnNamespace).Select(Rule).ToList();
        if (here.Count > 0)
        {
            yield return new V1Role { ApiVersion = Api, Kind = "Role", Metadata = Labels.Meta(server), Rules = here };
            yield return new V1RoleBinding
            {
                ApiVersion = Api,
                Kind = "RoleBinding",
                Metadata = Labels.Meta(server),
                RoleRef = new V1RoleRef { ApiGroup = "rbac.authorization.k8s.io", Kind = "Role", Name = server.Name },
                Subjects = [subject],
            };
        }
    }

    private static V1PolicyRule Rule(ApiRule rule) => rule.Paths.Count > 0
        ? new V1PolicyRule { NonResourceURLs = [.. rule.Paths], Verbs = [.. rule.Verbs] }
        : new V1PolicyRule { ApiGroups = [.. rule.Groups], Resources = [.. rule.Resources], Verbs = [.. rule.Verbs] };
}
