namespace Observability.Hosting.Telegraf;

/// <summary>
/// Writes <c>telegraf.conf</c> (https://docs.influxdata.com/telegraf/v1/configuration/). Secrets and the ports to listen on are in the
/// environment.
/// </summary>
internal static class TelegrafConfigWriter
{
    /// <summary>
    /// Messages that one consumer holds until its store has taken them. The broker hands out as many, and a batch is as large: a
    /// full batch is written at once, whatever the interval.
    /// </summary>
    private const int MessagesInFlight = 1000;

    /// <summary>Lines that one output holds: room for a hundred in each message, so that none is dropped while its store is down.</summary>
    private const int LinesInMemory = 100 * MessagesInFlight;

    /// <summary>
    /// Tag that leads a metric from its input to its output. The input takes it off whatever a producer has sent before it puts its
    /// own, and the output takes it off again.
    /// </summary>
    private const string RouteTag = "telegraf_route";

    /// <summary>Route of Telegraf's metrics about itself; no pipeline's identifier has a hyphen.</summary>
    private const string OwnMetrics = "own-metrics";

    /// <summary>
    /// Writes the file: plugins of a kind one after the other, as not every reader of TOML finds the elements of an array that
    /// lie apart.
    /// </summary>
    public static string Write(IReadOnlyList<TelegrafPipelineConfig> pipelines)
    {
        var text = new TomlText();
        WriteAgent(text);
        foreach (var pipeline in pipelines)
        {
            WriteInput(text, pipeline);
        }

        WriteOwnInput(text);
        foreach (var pipeline in pipelines.OrderBy(pipeline => pipeline.Output is TelegrafDocumentOutput))
        {
            WriteOutput(text, pipeline);
        }

        WriteOwnOutputs(text);
        return text.ToString();
    }

    // The host of a point is where it was measured, not where it was passed on.
    private static void WriteAgent(TomlText text) => text.Table("agent")
        .Add("interval", "10s")
        .Add("flush_interval", "1s")
        .Add("metric_batch_size", MessagesInFlight)
        .Add("metric_buffer_limit", LinesInMemory)
        .Add("omit_hostname", true);

    // https://github.com/influxdata/telegraf/blob/master/plugins/inputs/amqp_consumer/README.md
    // The queue is the broker's: it is looked for, not declared, and without an exchange and a key nothing is bound, so that the
    // user needs no more than to read. A message is acknowledged when the output has written it, and rejected when it is no line
    // protocol or the output refuses it for good: the broker knows where to put it then.
    private static void WriteInput(TomlText text, TelegrafPipelineConfig pipeline) => text.Element("inputs.amqp_consumer")
        .Add("alias", pipeline.Id)
        .Add("brokers", [pipeline.Broker])
        .Add("username", pipeline.User)
        .AddVariable("password", pipeline.PasswordVariable)
        .Add("queue", pipeline.Queue)
        .Add("queue_passive", true)
        .Add("prefetch_count", MessagesInFlight)
        .Add("max_undelivered_messages", MessagesInFlight)
        .Add("startup_error_behavior", "retry")
        .Add("data_format", "influx")
        .Add("tagexclude", [RouteTag])
        .Add("always_include_local_tags", true)
        .Table("inputs.amqp_consumer.tags")
        .Add(RouteTag, pipeline.Id);

    private static void WriteOutput(TomlText text, TelegrafPipelineConfig pipeline)
    {
        switch (pipeline.Output)
        {
            case TelegrafPointOutput points:
                // https://github.com/influxdata/telegraf/blob/master/plugins/outputs/influxdb_v2/README.md
                text.Element("outputs.influxdb_v2")
                    .Add("alias", pipeline.Id)
                    .Add("urls", [points.Url])
                    .AddVariable("token", points.TokenVariable)
                    .Add("organization", points.Organization)
                    .Add("bucket", points.Bucket);
                EndOutput(text, "outputs.influxdb_v2", pipeline.Id);
                break;

            case TelegrafDocumentOutput documents:
                WriteDocuments(text, documents, pipeline.Id);
                EndOutput(text, "outputs.elasticsearch", pipeline.Id);
                break;

            default:
                throw new ArgumentException($"{pipeline.Output.GetType().Name} is not written.", nameof(pipeline));
        }
    }

    // https://github.com/influxdata/telegraf/blob/master/plugins/outputs/elasticsearch/README.md
    // Its client is one for Elasticsearch 5: with the sniffer and the template off it does nothing that 8 and 9 do not know. A message
    // can come twice; the identifier made of its content lets the second replace the first.
    private static void WriteDocuments(TomlText text, TelegrafDocumentOutput documents, string id)
    {
        text.Element("outputs.elasticsearch")
            .Add("alias", id)
            .Add("urls", [documents.Url])
            .Add("index_name", documents.IndexName)
            .Add("enable_sniffer", false)
            .Add("manage_template", false)
            .Add("force_document_id", true);
        if (documents is { User: { } user, PasswordVariable: { } password })
        {
            text.Add("username", user).AddVariable("password", password);
        }
    }

    // https://github.com/influxdata/telegraf/blob/master/plugins/inputs/internal/README.md
    private static void WriteOwnInput(TomlText text) => text.Element("inputs.internal")
        .Table("inputs.internal.tags")
        .Add(RouteTag, OwnMetrics);

    // https://github.com/influxdata/telegraf/blob/master/plugins/outputs/prometheus_client/README.md and …/health/README.md
    private static void WriteOwnOutputs(TomlText text)
    {
        text.Element("outputs.prometheus_client")
            .AddVariable("listen", TelegrafFacts.MetricsAddressVariable)
            .Add("metric_version", 2);
        EndOutput(text, "outputs.prometheus_client", OwnMetrics);
        text.Element("outputs.health")
            .AddVariable("service_address", TelegrafFacts.HealthAddressVariable, before: "http://");
        EndOutput(text, "outputs.health", OwnMetrics);
    }

    /// <summary>Lets an output take one route only. A table ends the keys of the plugin.</summary>
    private static void EndOutput(TomlText text, string plugin, string route) => text
        .Add("tagexclude", [RouteTag])
        .Table($"{plugin}.tagpass")
        .Add(RouteTag, [route]);
}
