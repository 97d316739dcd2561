using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Telegraf;

namespace Aspire.Hosting;

/// <summary>What Telegraf is started with.</summary>
public static partial class TelegrafBuilderExtensions
{
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
