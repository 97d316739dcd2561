using Observability.Hosting.Model;

namespace Observability.Hosting.Elasticsearch;

/// <summary>
/// How an Elasticsearch is queried: one data source for each index pattern
/// (https://grafana.com/docs/grafana/latest/datasources/elasticsearch/configure/).
/// </summary>
internal static class ElasticsearchDataSources
{
    /// <summary>Identifier of a pattern's data source.</summary>
    public static string Uid(string name, ElasticsearchIndexPattern pattern) => $"{name}-{pattern.Slug}";

    /// <summary>The data sources, in the order of the patterns.</summary>
    public static IReadOnlyList<DataSource> Create(string name, ElasticsearchSettings settings) =>
        [.. settings.Patterns.Select(pattern => Create(name, settings, pattern))];

    private static DataSource Create(string name, ElasticsearchSettings settings, ElasticsearchIndexPattern pattern) => new(
        Uid(name, pattern),
        $"{name} ({pattern.Pattern})",
        "elasticsearch",
        [.. CreateSettings(pattern)],
        settings.IsSecured ? [new DataSourceSecret("basicAuthPassword", settings.Password)] : [],
        BasicAuthUser: settings.IsSecured ? ElasticsearchFacts.UserName : null);

    private static IEnumerable<KeyValuePair<string, object>> CreateSettings(ElasticsearchIndexPattern pattern)
    {
        yield return new("index", pattern.DataSourceIndex);
        yield return new("timeField", pattern.TimeField);
        if (pattern.Interval is { } interval)
        {
            yield return new("interval", interval.ToString());
        }

        if (pattern.MessageField is { } message)
        {
            yield return new("logMessageField", message);
        }

        if (pattern.LevelField is { } level)
        {
            yield return new("logLevelField", level);
        }
    }
}
