using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.RabbitMQ;
using Observability.Hosting.Telegraf;
using Tomlyn;
using Tomlyn.Model;

namespace Observability.Hosting.Tests.Telegraf;

public class TelegrafGraphTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
    private readonly IResourceBuilder<IRabbitMQ> _rabbit;
    private readonly IResourceBuilder<IPointStore> _points;
    private readonly IResourceBuilder<IDocumentStore> _documents;
    private readonly IResourceBuilder<ITelegraf> _telegraf;

    public TelegrafGraphTests()
    {
        _rabbit = _builder.AddRabbitMQ("rabbitmq");
        var points = _builder.AddResource(new PointStoreContainer("points-store")).WithImage("points").WithHttpEndpoint(targetPort: 8086);
        _points = points.WithAnnotation(new PointStoreAnnotation("zai", "metrics", _builder.AddSecret(points.Resource, "token")));
        var documents = _builder.AddResource(new DocumentStoreContainer("documents-store")).WithImage("documents").WithHttpEndpoint(targetPort: 9200);
        _documents = documents.WithAnnotation(new DocumentStoreAnnotation("elastic", _builder.AddSecret(documents.Resource, "password")));
        _telegraf = _builder.AddTelegraf("telegraf");
    }

    [Fact]
    public void WithPipeline_Both_HaveTheirEdgesAndWaitForWhatTheyCannotDoWithout()
    {
        _telegraf.WithPipeline(_rabbit.AddQueue("points", "points.#"), _points)
            .WithPipeline(_rabbit.AddQueue("documents", "documents.#"), _documents);

        Assert.Equal(
            ["Consume telegraf -> rabbitmq.amqp", "Push telegraf -> points-store.http", "Push telegraf -> documents-store.http"],
            _builder.Resources.GetEdges().Select(edge => $"{edge.Kind} {edge.From.Name} -> {edge.To.Resource.Name}.{edge.To.EndpointName}"));
        Assert.Equal(
            ["rabbitmq", "documents-store"],
            _telegraf.Resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name));
    }

    [Fact]
    public void WithPipeline_QueueThatIsReadAlready_IsRefused()
    {
        var queue = _rabbit.AddQueue("points", "#");
        _telegraf.WithPipeline(queue, _points);

        var error = Assert.Throws<ArgumentException>(() => _telegraf.WithPipeline(queue, _documents));

        Assert.Contains("Give each store a queue of its own", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithPipeline_QueuesThatAreOnlyNamedAlike_AreReadEach()
    {
        var queue = _rabbit.AddQueue("orders-v1", "#");
        _telegraf.WithPipeline(queue, _points)
            .WithPipeline(queue with { Name = "orders.v1" }, _points)
            .WithPipeline(queue with { VirtualHost = "other" }, _points)
            .WithPipeline(_builder.AddRabbitMQ("other").AddQueue("orders-v1", "#"), _documents);

        var config = await ConfigAsync();

        string[] identifiers = ["orders_v1", "orders_v1_2", "orders_v1_3", "orders_v1_4"];
        var consumers = (TomlTableArray)((TomlTable)config["inputs"])["amqp_consumer"];
        var outputs = (TomlTable)config["outputs"];
        Assert.Equal(["orders-v1", "orders.v1", "orders-v1", "orders-v1"], consumers.Select(consumer => consumer["queue"]));
        Assert.Equal(identifiers, consumers.Select(consumer => consumer["alias"]));
        Assert.Equal(identifiers, ((TomlTableArray)outputs["influxdb_v2"]).Concat((TomlTableArray)outputs["elasticsearch"]).Select(output => output["alias"]));
        Assert.Equal(
            identifiers.SelectMany(identifier => new[] { $"TELEGRAF_{identifier.ToUpperInvariant()}_QUEUE_PASSWORD", $"TELEGRAF_{identifier.ToUpperInvariant()}_STORE_SECRET" })
                .Order(StringComparer.Ordinal),
            (await EnvironmentAsync()).Keys.Where(name => name.Contains("ORDERS", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Throws<ArgumentException>(() => _telegraf.WithPipeline(queue, _documents));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Telegraf-%Y")]
    [InlineData("_telegraf")]
    [InlineData("tele graf")]
    [InlineData("telegraf-%X")]
    [InlineData("telegraf-{{}}")]
    [InlineData("telegraf/%Y")]
    [InlineData("telegraf\n")]
    public void WithPipeline_IndexThatNoStoreTakes_IsRefusedNow(string index) =>
        Assert.Throws<ArgumentException>(() => _telegraf.WithPipeline(_rabbit.AddQueue("documents", "#"), _documents, index));

    [Theory]
    [InlineData("telegraf")]
    [InlineData("telegraf-%Y.%m.%d-%H")]
    [InlineData("{{kind}}_x-{{ host }}-%V")]
    public void WithPipeline_Index_IsTaken(string index) =>
        _telegraf.WithPipeline(_rabbit.AddQueue("documents", "#"), _documents, index);

    [Fact]
    public async Task Config_TwoPipelines_NamesBrokerStoresAndVariables()
    {
        _telegraf.WithPipeline(_rabbit.AddQueue("points", "points.#"), _points)
            .WithPipeline(_rabbit.AddQueue("documents", "documents.#"), _documents);

        var config = await ConfigAsync();
        var environment = await EnvironmentAsync();

        var consumers = (TomlTableArray)((TomlTable)config["inputs"])["amqp_consumer"];
        Assert.Equal(["points", "documents"], consumers.Select(consumer => consumer["queue"]));
        Assert.Equal(["points-reader", "documents-reader"], consumers.Select(consumer => consumer["username"]));
        Assert.All(consumers, consumer => Assert.StartsWith("amqp://", (string)((TomlArray)consumer["brokers"])[0]!, StringComparison.Ordinal));
        Assert.All(consumers, consumer => Assert.True((bool)consumer["queue_passive"]));
        var points = Assert.Single((TomlTableArray)((TomlTable)config["outputs"])["influxdb_v2"]);
        Assert.Equal(("zai", "metrics"), (points["organization"], points["bucket"]));
        Assert.Equal("{rabbitmq-queue-points-password.value}", environment["TELEGRAF_POINTS_QUEUE_PASSWORD"]);
        Assert.Equal("{points-store-token.value}", environment["TELEGRAF_POINTS_STORE_SECRET"]);
        Assert.Equal("{documents-store-password.value}", environment["TELEGRAF_DOCUMENTS_STORE_SECRET"]);
    }

    [Fact]
    public async Task Config_StoreTakenOutOfTheGraph_LeavesItsMessagesInTheQueue()
    {
        _telegraf.WithPipeline(_rabbit.AddQueue("points", "points.#"), _points)
            .WithPipeline(_rabbit.AddQueue("documents", "documents.#"), _documents);
        var edges = _telegraf.Resource.Annotations.OfType<EdgeAnnotation>();
        _telegraf.Resource.Annotations.Remove(edges.Single(annotation => annotation.Edge.To.Resource == _documents.Resource));

        var config = await ConfigAsync();

        Assert.Equal("points", Assert.Single((TomlTableArray)((TomlTable)config["inputs"])["amqp_consumer"])["queue"]);
        Assert.False(((TomlTable)config["outputs"]).ContainsKey("elasticsearch"));
        Assert.DoesNotContain((await EnvironmentAsync()).Keys, name => name.Contains("DOCUMENTS", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Config_StoreThatCannotRunHere_LeavesItsMessagesInTheQueueAndIsNotWaitedFor()
    {
        NotStartedResources.MarkNotStarted(_documents.Resource, new NotStarted("no engine", "start one"));
        _telegraf.WithPipeline(_rabbit.AddQueue("documents", "documents.#"), _documents);

        Assert.False(((TomlTable)(await ConfigAsync())["inputs"]).ContainsKey("amqp_consumer"));
        Assert.Equal(["rabbitmq"], _telegraf.Resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource.Name));
    }

    [Fact]
    public async Task AddTelegraf_Publish_IsTheVendorsContainerOnItsPorts()
    {
        Assert.True(_telegraf.Resource.TryGetContainerImageName(out var image));
        Assert.Equal("docker.io/library/telegraf:1.39.3", image);
        var configured = await ExecutionConfigurationBuilder.Create(_telegraf.Resource)
            .WithArgumentsConfig()
            .BuildAsync(_builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(["--config", "/etc/telegraf/telegraf.conf"], configured.Arguments.Select(argument => argument.Value));
        var environment = await EnvironmentAsync();
        Assert.Equal("0.0.0.0:{telegraf.bindings.http.targetPort}", environment["TELEGRAF_HEALTH_ADDRESS"]);
        Assert.Equal("0.0.0.0:{telegraf.bindings.metrics.targetPort}", environment["TELEGRAF_METRICS_ADDRESS"]);
        Assert.Equal("metrics", Assert.Single(_telegraf.Resource.Annotations.OfType<MetricsAnnotation>()).EndpointName);
    }

    [Fact]
    public async Task AddTelegraf_StandIn_GetsTheServersOwnArgumentFileAndSecrets()
    {
        var builder = DistributedApplication.CreateBuilder(["--Stack:Resources:telegraf:Backend=standin"]).AddStandIns<StandIns>();

        var telegraf = builder.AddTelegraf("telegraf").Resource;

        Assert.IsType<TelegrafStandIn>(telegraf);
        var configured = await ExecutionConfigurationBuilder.Create(telegraf)
            .WithArgumentsConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        var arguments = configured.Arguments.Select(argument => argument.Value).ToList();
        Assert.Equal(["consumer", "--config"], arguments[^3..^1]);
        Assert.EndsWith("/telegraf/etc/telegraf/telegraf.conf", arguments[^1], StringComparison.Ordinal);
        Assert.Equal("/etc/telegraf/telegraf.conf", telegraf.Annotations.OfType<ConfigFileAnnotation>().Single().File.Path);
    }

    private async Task<TomlTable> ConfigAsync()
    {
        var file = _telegraf.Resource.Annotations.OfType<ConfigFileAnnotation>().Single().File;
        var context = new ServerContext(_telegraf.Resource, TelegrafFacts.Server.ImageVersion, root: null, _builder.ExecutionContext);
        return TomlSerializer.Deserialize<TomlTable>(await file.Write(context, TestContext.Current.CancellationToken))!;
    }

    private async Task<Dictionary<string, string>> EnvironmentAsync()
    {
        var configured = await ExecutionConfigurationBuilder.Create(_telegraf.Resource)
            .WithEnvironmentVariablesConfig()
            .BuildAsync(_builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        return configured.EnvironmentVariables.ToDictionary(StringComparer.Ordinal);
    }

    private sealed class StandIns : IProjectMetadata
    {
        public string ProjectPath => Repository.Combine("src", "Observability.StandIns", "Observability.StandIns.csproj");
    }
}
