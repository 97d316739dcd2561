using Observability.Hosting.Model;

namespace Observability.Hosting.Traefik;

/// <summary>
/// Writes <c>traefik.yml</c>, the part of the configuration that is fixed at the start
/// (https://doc.traefik.io/traefik/reference/install-configuration/configuration-options/). Every key is as old as 3.0.
/// </summary>
internal static class TraefikStaticConfigWriter
{
    /// <summary>The text; the same input gives the same bytes.</summary>
    public static string Write(TraefikStaticConfig config) => YamlText.Write(new YamlMap()
        .Add("global", new YamlMap()
            .Add("checkNewVersion", false)
            .Add("sendAnonymousUsage", false))
        .Add("entryPoints", EntryPoints(config))
        .Add("providers", Providers(config))
        .Add("ping", new YamlMap().Add("entryPoint", TraefikFacts.AdminEntryPoint))
        .Add("api", config.IsCluster
            ? null
            : new YamlMap().Add("dashboard", true).Add("insecure", true))
        .Add("metrics", new YamlMap()
            .Add("prometheus", new YamlMap().Add("entryPoint", TraefikFacts.MetricsEntryPoint)))
        .Add("log", new YamlMap()
            .Add("level", "INFO")
            .Add("noColor", true))
        .Add("accessLog", new YamlMap().Add("format", "common")));

    private static YamlMap EntryPoints(TraefikStaticConfig config) => new YamlMap()
        .Add(TraefikFacts.WebEntryPoint, new YamlMap()
            .Add("address", config.Web)
            .Add("http", config.IsCluster ? Redirection() : null))
        .Add(TraefikFacts.WebSecureEntryPoint, config.WebSecure is null
            ? null
            : new YamlMap()
                .Add("address", config.WebSecure)
                .Add("http", new YamlMap().Add("tls", new YamlMap())))
        .Add(TraefikFacts.AdminEntryPoint, new YamlMap().Add("address", config.Admin))
        .Add(TraefikFacts.MetricsEntryPoint, new YamlMap().Add("address", config.Metrics));

    // By port and not by name: an entry point's name stands for the port that it listens on, and people come by 443.
    private static YamlMap Redirection() => new YamlMap()
        .Add("redirections", new YamlMap()
            .Add("entryPoint", new YamlMap()
                .Add("to", ":443")
                .Add("scheme", "https")
                .Add("permanent", true)));

    // In a cluster it answers cert-manager's challenges too, which are Ingress objects for a while. It reads the Secrets of the
    // stack's own namespace only, and tells others the address at which people reach it.
    private static YamlMap Providers(TraefikStaticConfig config) => new YamlMap()
        .Add("file", config.DynamicFolder is null
            ? null
            : new YamlMap().Add("directory", config.DynamicFolder).Add("watch", true))
        .Add("kubernetesIngress", config.Ingress is not { } ingress
            ? null
            : new YamlMap()
                .Add("namespaces", new[] { ingress.Namespace })
                .Add("ingressEndpoint", new YamlMap().Add("publishedService", $"{ingress.Namespace}/{ingress.Service}")));
}
