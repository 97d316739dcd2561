using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Telegraf;

namespace Aspire.Hosting;

/// <summary>Adds Telegraf to an AppHost.</summary>
public static class TelegrafBuilderExtensions
{
    /// <summary>
    /// Adds a Telegraf that takes messages from queues and writes them to stores. Without a pipeline it only tells of itself.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port of its health on this machine; null (default) takes any free one, or in a persistent run 8080 where that is free.
    /// </param>
    public static IResourceBuilder<ITelegraf> AddTelegraf(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        var settings = new TelegrafSettings();
        var telegraf = builder.AddServer<ITelegraf>(
                name,
                TelegrafFacts.Server,
                resourceName => new TelegrafContainer(resourceName),
                (resourceName, command, folder) => new TelegrafProcess(resourceName, command, folder))
            .WithAnnotation(settings)
            .WithAnnotation(new MetricsAnnotation(EndpointName: TelegrafFacts.MetricsEndpoint))
            .WithServerEndpoint(TelegrafFacts.HealthPort, port)
            .WithServerEndpoint(TelegrafFacts.MetricsPort, name: TelegrafFacts.MetricsEndpoint)
            .WithProbes(Probe.Http(TelegrafFacts.HealthPath), Probe.Http(TelegrafFacts.HealthPath))
            .WithIconName("ArrowRouting");
        return telegraf
            .WithConfigFile(new ConfigFile(
                TelegrafFacts.ConfigPath,
                (context, cancellationToken) => WriteConfigAsync(telegraf.Resource, settings, context, cancellationToken)))
            .WithServerArgs(context => ["--config", context.MapPath(TelegrafFacts.ConfigPath)])
            .WithServerEnvironment((context, environment, _) =>
            {
                WriteEnvironment(telegraf, settings, context, environment);
                return Task.CompletedTask;
            });
    }

    /// <summary>
    /// Takes the messages of a queue, InfluxDB line protocol, and writes their points to a store. A message is acknowledged once
    /// the store has its points; while the store is down the queue keeps them. Each pipeline is on its own: a store that is
    /// down holds up its own queue only.
    /// </summary>
    /// <param name="builder">The Telegraf.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="store">The store.</param>
    /// <exception cref="ArgumentException">
    /// Another pipeline reads a queue of this name: two of one queue would get half of the messages each. Give each store a queue.
    /// </exception>
    public static IResourceBuilder<ITelegraf> WithPipeline(
        this IResourceBuilder<ITelegraf> builder, MessageQueue queue, IResourceBuilder<IPointStore> store)
    {
        ArgumentNullException.ThrowIfNull(store);
        var endpoint = store.GetEndpoint(store.Resource.GetRequired<PointStoreAnnotation>().EndpointName);
        return builder.AddPipeline(queue, endpoint, indexName: null);
    }

    /// <summary>
    /// Takes the messages of a queue, InfluxDB line protocol, and writes a document for each of their points to a store, as the
    /// other overload. Telegraf is started once the store is healthy: its output ends the program when nobody answers.
    /// </summary>
    /// <param name="builder">The Telegraf.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="store">The store.</param>
    /// <param name="indexName">
    /// Name of the index. <c>%Y</c>, <c>%m</c>, <c>%d</c> and <c>%H</c> stand for year, month, day and hour of the point in UTC,
    /// <c>{{tag}}</c> for the value of one of its tags. Default: one a day.
    /// </param>
    /// <exception cref="ArgumentException">
    /// Another pipeline reads a queue of this name, or the name of the index is blank, has an upper-case letter that is not such a
    /// placeholder, or a character that no index has.
    /// </exception>
    public static IResourceBuilder<ITelegraf> WithPipeline(
        this IResourceBuilder<ITelegraf> builder,
        MessageQueue queue,
        IResourceBuilder<IDocumentStore> store,
        string indexName = TelegrafFacts.DefaultIndex)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(store);
        TelegrafIndexName.ThrowIfNone(indexName, nameof(indexName));
        var endpoint = store.GetEndpoint(store.Resource.GetRequired<DocumentStoreAnnotation>().EndpointName);
        builder.AddPipeline(queue, endpoint, indexName);

        // https://github.com/influxdata/telegraf/blob/master/docs/CONFIGURATION.md: startup_error_behavior does not reach this output.
        return store.Resource.CanRun()
            ? builder.WithAnnotation(new WaitAnnotation(store.Resource, WaitType.WaitUntilHealthy))
            : builder;
    }

    private static IResourceBuilder<ITelegraf> AddPipeline(
        this IResourceBuilder<ITelegraf> builder, MessageQueue queue, EndpointReference store, string? indexName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(queue);
        var pipeline = new TelegrafPipeline(queue, store, indexName);
        var pipelines = builder.Resource.GetRequired<TelegrafSettings>().Pipelines;
        if (pipelines.Exists(known => known.Id == pipeline.Id))
        {
            throw new ArgumentException(
                $"{builder.Resource.Name} reads a queue '{queue.Name}' already: two pipelines would get half of its messages each. Give each store a queue of its own.",
                nameof(queue));
        }

        pipelines.Add(pipeline);
        return builder.WithEdge(EdgeKind.Consume, queue.Broker).WithEdge(EdgeKind.Push, store);
    }

    private static void WriteEnvironment(
        IResourceBuilder<ITelegraf> telegraf, TelegrafSettings settings, ServerContext context, IDictionary<string, object> environment)
    {
        environment[TelegrafFacts.HealthAddressVariable] = context.ListenAddress(telegraf.GetEndpoint("http"));
        environment[TelegrafFacts.MetricsAddressVariable] = context.ListenAddress(telegraf.GetEndpoint(TelegrafFacts.MetricsEndpoint));
        foreach (var pipeline in settings.Pipelines.Where(pipeline => pipeline.IsAlive(telegraf.Resource)))
        {
            environment[pipeline.QueuePasswordVariable] = pipeline.Queue.Password.Parameter;
            var secret = pipeline.IndexName is null
                ? pipeline.Store.Resource.GetRequired<PointStoreAnnotation>().Token
                : pipeline.Store.Resource.GetRequired<DocumentStoreAnnotation>().Password;
            if (secret is not null)
            {
                environment[pipeline.StoreSecretVariable] = secret.Parameter;
            }
        }
    }

    private static async Task<string> WriteConfigAsync(
        ITelegraf telegraf, TelegrafSettings settings, ServerContext context, CancellationToken cancellationToken)
    {
        var pipelines = new List<TelegrafPipelineConfig>();
        foreach (var pipeline in settings.Pipelines.Where(pipeline => pipeline.IsAlive(telegraf)))
        {
            var queue = pipeline.Queue;
            var broker = await context.GetUrlAsync(queue.Broker, cancellationToken).ConfigureAwait(false);
            var store = await context.GetUrlAsync(pipeline.Store, cancellationToken).ConfigureAwait(false);
            pipelines.Add(new TelegrafPipelineConfig(
                pipeline.Id,
                AmqpUrl(broker, queue.VirtualHost),
                queue.Name,
                queue.User,
                pipeline.QueuePasswordVariable,
                CreateOutput(pipeline, store)));
        }

        return TelegrafConfigWriter.Write(pipelines);
    }

    // https://www.rabbitmq.com/docs/uri-spec: without a path it is the client's default, which is "/" everywhere.
    private static string AmqpUrl(string broker, string virtualHost) =>
        virtualHost == "/" ? broker : $"{broker}/{Uri.EscapeDataString(virtualHost)}";

    private static TelegrafOutput CreateOutput(TelegrafPipeline pipeline, string url)
    {
        if (pipeline.IndexName is null)
        {
            var points = pipeline.Store.Resource.GetRequired<PointStoreAnnotation>();
            return new TelegrafPointOutput(url, points.Organization, points.Bucket, pipeline.StoreSecretVariable);
        }

        var documents = pipeline.Store.Resource.GetRequired<DocumentStoreAnnotation>();
        return new TelegrafDocumentOutput(
            url, pipeline.IndexName, documents.User, documents.Password is null ? null : pipeline.StoreSecretVariable);
    }
}
