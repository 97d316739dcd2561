using System.Globalization;
using Observability.Hosting.Model;

namespace Observability.Hosting.Loki;

/// <summary>
/// Writes the configuration of a Loki that is all in one process (https://grafana.com/docs/loki/latest/configure/), for a
/// version: Loki 4 reads storage from other keys. What it listens on is in its arguments.
/// </summary>
internal static class LokiConfigWriter
{
    private const string Loopback = "127.0.0.1";

    // The oldest day that the index knows of. It must never move: lines of before it could not be found any more.
    private const string SchemaStart = "2024-04-01";

    /// <summary>The text for a server of the given version; the same input gives the same bytes.</summary>
    public static string Write(LokiConfig config, Version version)
    {
        var newClients = version >= LokiFacts.NewObjectStoreClients;
        var store = config.Store is null ? "filesystem" : "s3";
        return YamlText.Write(new YamlMap()
            .Add("auth_enabled", config.NamesTenants)
            .Add("common", new YamlMap()
                // Its parts look for each other here only: no gossip port, no address of a network card.
                .Add("instance_addr", Loopback)
                .Add("path_prefix", config.DataFolder)
                .Add("replication_factor", 1)
                .Add("ring", new YamlMap().Add("kvstore", new YamlMap().Add("store", "inmemory")))
                .Add("storage", newClients ? null : OldStorage(config)))
            .Add("storage_config", newClients ? NewStorage(config) : null)
            .Add("schema_config", new YamlMap().Add("configs", new[] { Schema(store) }))
            // Ready a second after its parts are, instead of fifteen.
            .Add("ingester", new YamlMap().Add("lifecycler", new YamlMap().Add("min_ready_duration", "1s")))
            // Queriers then ask the frontend on the loopback port of this very process.
            .Add("query_scheduler", new YamlMap().Add("use_scheduler_ring", false))
            .Add("limits_config", new YamlMap()
                .Add("retention_period", config.Retention is { } retention ? Duration(retention) : null)
                .Add("allow_structured_metadata", true)
                .Add("volume_enabled", true))
            .Add("compactor", config.Retention is null
                ? null
                : new YamlMap().Add("retention_enabled", true).Add("delete_request_store", store))
            .Add("ruler", Ruler(config, version))
            .Add("ruler_storage", newClients ? new YamlMap().Add("backend", "local").Add("local", Rules(config)) : null)
            .Add("analytics", new YamlMap().Add("reporting_enabled", false)));
    }

    /// <summary>A duration in Go's notation, in the largest unit up to hours that divides it.</summary>
    public static string Duration(TimeSpan duration)
    {
        var milliseconds = (long)duration.TotalMilliseconds;
        (string Unit, long Length)[] units = [("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];
        var (unit, length) = units.First(candidate => milliseconds % candidate.Length == 0 && milliseconds >= candidate.Length);
        return string.Create(CultureInfo.InvariantCulture, $"{milliseconds / length}{unit}");
    }

    private static YamlMap Schema(string store) => new YamlMap()
        .Add("from", new YamlQuoted(SchemaStart))
        .Add("store", "tsdb")
        .Add("object_store", store)
        .Add("schema", "v13")
        .Add("index", new YamlMap().Add("prefix", "index_").Add("period", "24h"));

    private static YamlMap OldStorage(LokiConfig config) => config.Store is { } store
        ? new YamlMap().Add("s3", Bucket(store, "bucketnames").Add("s3forcepathstyle", NeedsPath(store) ? true : null))
        : new YamlMap().Add("filesystem", new YamlMap().Add("chunks_directory", Chunks(config)));

    private static YamlMap NewStorage(LokiConfig config) => new YamlMap()
        .Add("use_thanos_objstore", true)
        .Add("object_store", config.Store is { } store
            ? new YamlMap().Add("s3", Bucket(store, "bucket_name").Add("bucket_lookup_type", NeedsPath(store) ? "path" : null))
            : new YamlMap().Add("filesystem", new YamlMap().Add("dir", Chunks(config))));

    private static YamlMap Bucket(ObjectStore store, string bucketKey) => new YamlMap()
        .Add("endpoint", new YamlQuoted(store.Endpoint))
        .Add("region", new YamlQuoted(store.Region))
        .Add(bucketKey, new YamlQuoted(store.Bucket))
        .Add("access_key_id", new YamlQuoted($"${{{LokiFacts.AccessKeyVariable}}}"))
        .Add("secret_access_key", new YamlQuoted($"${{{LokiFacts.SecretKeyVariable}}}"));

    /// <summary>A bucket with a dot in its name is no host name that a wildcard certificate covers.</summary>
    private static bool NeedsPath(ObjectStore store) => store.Bucket.Contains('.', StringComparison.Ordinal);

    private static YamlMap Ruler(LokiConfig config, Version version) => new YamlMap()
        .Add("alertmanager_url", config.AlertUrls.Count == 0 ? null : string.Join(',', config.AlertUrls))
        .Add("enable_alertmanager_v2", config.AlertUrls.Count > 0 && version < LokiFacts.AlertApiV2ByDefault ? true : null)
        .Add("enable_api", true)
        .Add("evaluation_interval", Duration(config.EvaluationInterval))
        .Add("storage", version >= LokiFacts.NewObjectStoreClients
            ? null
            : new YamlMap().Add("type", "local").Add("local", Rules(config)))
        // Loki 3 does not put it below the path prefix but into the directory that it is started in.
        .Add("wal", new YamlMap().Add("dir", $"{config.DataFolder}/ruler-wal"));

    private static YamlMap Rules(LokiConfig config) => new YamlMap().Add("directory", config.RulesFolder);

    private static string Chunks(LokiConfig config) => $"{config.DataFolder}/chunks";
}
