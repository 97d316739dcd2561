using Observability.Hosting.Telegraf;

namespace Observability.Hosting.Tests.Telegraf;

/// <summary>Configurations that are written to golden files and shown to Telegraf itself.</summary>
internal static class TelegrafShapes
{
    public static TelegrafPipelineConfig Points { get; } = new(
        "points",
        "amqp://rabbitmq:5672",
        "points",
        "points-reader",
        "TELEGRAF_POINTS_QUEUE_PASSWORD",
        new TelegrafPointOutput("http://influxdb:8086", "zai", "metrics", "TELEGRAF_POINTS_STORE_SECRET"));

    public static TelegrafPipelineConfig Documents { get; } = new(
        "documents",
        "amqp://rabbitmq:5672",
        "documents",
        "documents-reader",
        "TELEGRAF_DOCUMENTS_QUEUE_PASSWORD",
        new TelegrafDocumentOutput("http://elasticsearch:9200", "telegraf-%Y.%m.%d", "elastic", "TELEGRAF_DOCUMENTS_STORE_SECRET"));

    public static TelegrafPipelineConfig OpenDocuments { get; } =
        Documents with { Output = new TelegrafDocumentOutput("http://elasticsearch:9200", "{{kind}}-%Y", null, null) };

    /// <summary>Name of a golden file and what is in it.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<TelegrafPipelineConfig>> All { get; } =
        new Dictionary<string, IReadOnlyList<TelegrafPipelineConfig>>(StringComparer.Ordinal)
        {
            ["no-pipeline"] = [],
            ["one-pipeline"] = [Points],
            ["two-pipelines"] = [Documents, Points],
            ["open-store"] = [OpenDocuments],
        };
}
