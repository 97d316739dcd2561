using Observability.Hosting.Model;

namespace Observability.Hosting.Elasticsearch;

/// <summary>
/// Writes the configuration of a node on its own. Every key is one of 8.19 and of 9
/// (https://www.elastic.co/docs/reference/elasticsearch/configuration-reference), so the text does not depend on the version.
/// </summary>
internal static class ElasticsearchConfigWriter
{
    private const string Probe = "probe";
    private static readonly string[] s_probePrivileges = ["cluster:monitor/health"];

    /// <summary>Writes <c>elasticsearch.yml</c>; the ports of a process are arguments.</summary>
    public static string WriteConfig(ElasticsearchConfig config)
    {
        var map = new YamlMap()
            .Add("cluster.name", config.Name)
            .Add("node.name", config.Name)
            .Add("path.data", config.DataFolder)
            .Add("path.logs", config.LogsFolder)
            .Add("http.host", config.HttpHost)

            // Nobody joins a node on its own, and without TLS between nodes whoever reaches this port may claim to be one.
            .Add("transport.host", "127.0.0.1")
            .Add("discovery.type", "single-node")

            // Memory-mapped files need a kernel setting (vm.max_map_count) that only root on the host can change.
            .Add("node.store.allow_mmap", false)

            // What must stay free, instead of percentages: a laptop's disk is 90 % full and fine.
            .Add("cluster.routing.allocation.disk.watermark.low", "1gb")
            .Add("cluster.routing.allocation.disk.watermark.high", "512mb")
            .Add("cluster.routing.allocation.disk.watermark.flood_stage", "256mb")
            .Add("xpack.ml.enabled", false)
            .Add("ingest.geoip.downloader.enabled", false)
            .Add("xpack.security.enabled", config.IsSecured);
        return YamlText.Write(config.IsSecured ? AddSecurity(map, config.UsersInFile) : map);
    }

    /// <summary>
    /// Writes <c>roles.yml</c>: what a request without credentials may do, which is to ask for the health of the cluster.
    /// </summary>
    public static string WriteRoles(bool isSecured) => isSecured
        ? YamlText.Write(new YamlMap().Add(Probe, new YamlMap().Add("cluster", s_probePrivileges)))
        : string.Empty;

    /// <summary>
    /// Writes <c>jvm.options</c> of a process; its folder has none of the archive's files. The heap is in <c>ES_JAVA_OPTS</c>
    /// (https://www.elastic.co/docs/reference/elasticsearch/jvm-settings).
    /// </summary>
    public static string WriteJvmOptions(string logsFolder) =>
        $"-XX:+UseG1GC\n-Djava.io.tmpdir=${{ES_TMPDIR}}\n-XX:ErrorFile={logsFolder}/hs_err_pid%p.log\n";

    /// <summary>
    /// Writes <c>log4j2.properties</c> of a process: everything to the console, which is where the dashboard looks
    /// (https://www.elastic.co/docs/deploy-manage/monitor/logging-configuration/elasticsearch-log4j-configuration-self-managed).
    /// </summary>
    public static string WriteLogging() =>
        """
        status = error

        appender.console.type = Console
        appender.console.name = console
        appender.console.layout.type = PatternLayout
        appender.console.layout.pattern = [%d{ISO8601}][%-5p][%-25c{1.}] %m%n

        rootLogger.level = info
        rootLogger.appenderRef.console.ref = console

        """.ReplaceLineEndings("\n");

    private static YamlMap AddSecurity(YamlMap map, bool usersInFile) => map
        .Add("xpack.security.http.ssl.enabled", false)

        // A probe cannot carry a password: in Kubernetes its headers are part of the pod's definition, which many may read. So a
        // request without credentials may ask for the health of the cluster, and for nothing else; there it is told 401 as
        // always, not 403, because many clients send their credentials only when asked for
        // (https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/anonymous-access).
        // The vendor's other way, a port that is open while the node is ready (readiness.port), is a technical preview, says
        // nothing of the shards, and before 9.2 could open ahead of the API (https://github.com/elastic/elasticsearch/pull/136924).
        .Add("xpack.security.authc.anonymous.username", Probe)
        .Add("xpack.security.authc.anonymous.roles", Probe)
        .Add("xpack.security.authc.anonymous.authz_exception", false)

        // Leaves the name elastic to the file realm, as the vendor's operator does (https://github.com/elastic/cloud-on-k8s/pull/1698).
        .Add("xpack.security.authc.reserved_realm.enabled", usersInFile ? false : null);
}
