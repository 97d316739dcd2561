using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Telegraf;

namespace Aspire.Hosting;

/// <summary>Adds Telegraf to an AppHost.</summary>
public static partial class TelegrafBuilderExtensions
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
                (resourceName, command, folder) => new TelegrafProcess(resourceName, command, folder),
                resourceName => new TelegrafStandIn(resourceName))
            .WithAnnotation(settings)
            .WithAnnotation(new MetricsAnnotation(EndpointName: TelegrafFacts.MetricsEndpoint))
            .WithServerEndpoint(TelegrafFacts.HealthPort, port)
            .WithServerEndpoint(TelegrafFacts.MetricsPort, name: TelegrafFacts.MetricsEndpoint)
            .WithProbes(Probe.Http(TelegrafFacts.HealthPath), Probe.Http(TelegrafFacts.HealthPath))
            .WithAnnotation(TelegrafKubernetes.Workload)
            .WithIconName("ArrowRouting");
        return telegraf
            .WithAnnotation(new DocumentWritesAnnotation(() =>
                from pipeline in settings.Pipelines
                let index = pipeline.IndexName
                where index is not null && telegraf.Resource.GetEdges(EdgeKind.Push).Any(edge => edge.To.Resource == pipeline.Store.Resource)
                select new DocumentWrite(pipeline.Store.Resource, index, time => TelegrafIndexName.At(index, time))))
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
    /// Another pipeline reads this queue: two of one queue would get half of the messages each. Give each store a queue.
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
    /// Another pipeline reads this queue, or the name of the index is blank, has an upper-case letter that is not such a
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
        if (pipelines.Exists(known => known.Reads(queue)))
        {
            throw new ArgumentException(
                $"{builder.Resource.Name} reads the queue '{queue.Name}' already: two pipelines would get half of its messages each. Give each store a queue of its own.",
                nameof(queue));
        }

        // Other queues can have the same letters and digits.
        for (var (taken, number) = (pipeline.Id, 2); pipelines.Exists(known => known.Id == pipeline.Id); number++)
        {
            pipeline = pipeline with { Id = string.Create(CultureInfo.InvariantCulture, $"{taken}_{number}") };
        }

        pipelines.Add(pipeline);
        return builder.WithEdge(EdgeKind.Consume, queue.Broker).WithEdge(EdgeKind.Push, store);
    }
}
