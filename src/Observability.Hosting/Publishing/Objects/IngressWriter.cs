using k8s.Models;
using Observability.Hosting.Publishing.Graph;

namespace Observability.Hosting.Publishing.Objects;

/// <summary>
/// The host names of a server: Traefik serves them over TLS alone, with a certificate that cert-manager's cluster issuer brings
/// (https://cert-manager.io/docs/usage/ingress/). Until it has, Traefik shows a certificate of its own.
/// </summary>
internal static class IngressWriter
{
    /// <summary>Class of the stack's Ingress objects.</summary>
    public const string ClassName = "traefik";

    /// <summary>Name of the cluster issuer.</summary>
    public const string Issuer = "letsencrypt";

    private const string Api = "networking.k8s.io/v1";

    /// <summary>What says that Traefik serves the class.</summary>
    public static V1IngressClass WriteClass() => new()
    {
        ApiVersion = Api,
        Kind = "IngressClass",
        Metadata = new V1ObjectMeta { Name = ClassName, Labels = new Dictionary<string, string> { [Labels.PartOf] = Labels.Stack } },
        Spec = new V1IngressClassSpec { Controller = "traefik.io/ingress-controller" },
    };

    /// <summary>The Ingress of a server, with all its host names; null where it has none.</summary>
    public static V1Ingress? Write(ClusterServer server, ClusterGraph graph)
    {
        var routes = graph.Routes.Where(route => route.Target == server).ToList();
        if (routes.Count == 0)
        {
            return null;
        }

        var meta = Labels.Meta(server);
        meta.Annotations = new Dictionary<string, string>
        {
            // Never the annotation of an issuer of one namespace beside it: cert-manager then takes neither.
            ["cert-manager.io/cluster-issuer"] = Issuer,
            ["traefik.ingress.kubernetes.io/router.entrypoints"] = "websecure",
        };
        return new V1Ingress
        {
            ApiVersion = Api,
            Kind = "Ingress",
            Metadata = meta,
            Spec = new V1IngressSpec
            {
                IngressClassName = ClassName,
                Rules = [.. routes.Select(Rule)],
                Tls = [new V1IngressTLS { Hosts = [.. routes.Select(route => route.Host)], SecretName = $"{server.Name}-tls" }],
            },
        };
    }

    private static V1IngressRule Rule(ClusterRoute route) => new()
    {
        Host = route.Host,
        Http = new V1HTTPIngressRuleValue
        {
            Paths =
            [
                new V1HTTPIngressPath
                {
                    Path = "/",
                    PathType = "Prefix",
                    Backend = new V1IngressBackend
                    {
                        Service = new V1IngressServiceBackend { Name = route.Target.Name, Port = new V1ServiceBackendPort { Name = route.Port.Name } },
                    },
                },
            ],
        },
    };
}
