using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.RabbitMQ;

namespace Observability.Hosting.Tests.RabbitMQ;

public class RabbitMQGraphTests
{
    [Fact]
    public async Task WithPublisher_Producer_HasTheEdgeWaitsAndFindsTheBroker()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var rabbit = builder.AddRabbitMQ("rabbitmq");
        var feed = builder.AddContainer("feed", "feed");

        rabbit.WithPublisher(feed).WithPublisher(feed).WithExchange("stream");

        Assert.Equal(
            ["Publish feed -> rabbitmq.amqp"],
            builder.Resources.GetEdges().Select(edge => $"{edge.Kind} {edge.From.Name} -> {edge.To.Resource.Name}.{edge.To.EndpointName}"));
        Assert.Same(rabbit.Resource, Assert.Single(feed.Resource.Annotations.OfType<WaitAnnotation>()).Resource);
        Assert.Equal(
            [new("AMQP_EXCHANGE", "stream"),
             new("AMQP_HOST", "{rabbitmq.bindings.amqp.host}"),
             new("AMQP_PASSWORD", "{rabbitmq-feed-publisher-password.value}"),
             new("AMQP_PORT", "{rabbitmq.bindings.amqp.port}"),
             new("AMQP_USER", "feed-publisher")],
            (await EnvironmentAsync(builder, feed.Resource)).Where(pair => pair.Key.StartsWith("AMQP_", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task WithPublisher_BrokerTakenOutOfTheGraph_LeavesNoVariable()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var feed = builder.AddContainer("feed", "feed").Resource;
        builder.AddRabbitMQ("rabbitmq").WithPublisher(builder.CreateResourceBuilder(feed));

        feed.Annotations.Remove(feed.Annotations.OfType<EdgeAnnotation>().Single());

        Assert.DoesNotContain(await EnvironmentAsync(builder, feed), pair => pair.Key.StartsWith("AMQP_", StringComparison.Ordinal));
    }

    [Fact]
    public void AddQueue_Name_HasItsOwnUserAndPassword()
    {
        var builder = DistributedApplication.CreateBuilder();
        var rabbit = builder.AddRabbitMQ("rabbitmq").WithExchange("stream");

        var queue = rabbit.AddQueue("points", "points.#");

        Assert.Equal(("/", "stream", "points", "points.#", "points-reader"), (queue.VirtualHost, queue.Exchange, queue.Name, queue.BindingKey, queue.User));
        Assert.Equal("rabbitmq-queue-points-password", queue.Password.Name);
        Assert.Equal("rabbitmq.amqp", $"{queue.Broker.Resource.Name}.{queue.Broker.EndpointName}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("1st")]
    [InlineData("a--b")]
    [InlineData("a-")]
    [InlineData("a.b")]
    [InlineData("a b")]
    [InlineData("pünkte")]
    [InlineData("line\n")]
    [InlineData("a-name-of-more-than-thirty-two-characters")]
    public void AddQueue_NameThatFailsElsewhere_IsRefusedNow(string name) => Assert.Throws<ArgumentException>(
        () => DistributedApplication.CreateBuilder().AddRabbitMQ("rabbitmq").AddQueue(name, "#"));

    [Theory]
    [InlineData(" ", 1)]
    [InlineData("k", 256)]
    public void AddQueue_KeyThatRabbitMQRefuses_IsRefusedNow(string letter, int times) => Assert.Throws<ArgumentException>(
        () => DistributedApplication.CreateBuilder().AddRabbitMQ("rabbitmq")
            .AddQueue("points", string.Concat(Enumerable.Repeat(letter, times))));

    [Fact]
    public void AddQueue_Twice_IsRefused()
    {
        var rabbit = DistributedApplication.CreateBuilder().AddRabbitMQ("rabbitmq");
        rabbit.AddQueue("points", "#");

        Assert.Throws<ArgumentException>(() => rabbit.AddQueue("Points", "other.#"));
    }

    [Theory]
    [InlineData("amq.topic")]
    [InlineData(".x")]
    [InlineData("a b")]
    [InlineData("a\n")]
    public void WithExchange_NameThatRabbitMQKeepsOrCannotBeAPattern_IsRefused(string name) => Assert.Throws<ArgumentException>(
        () => DistributedApplication.CreateBuilder().AddRabbitMQ("rabbitmq").WithExchange(name));

    [Fact]
    public void WithExchange_AfterAQueue_SaysWhatToDo()
    {
        var rabbit = DistributedApplication.CreateBuilder().AddRabbitMQ("rabbitmq");
        rabbit.AddQueue("points", "#");

        var error = Assert.Throws<InvalidOperationException>(() => rabbit.WithExchange("stream"));

        Assert.Contains("Call WithExchange before AddQueue", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddRabbitMQ_Publish_IsTheVendorsContainerWithAStableNameForItsData()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var rabbit = builder.AddRabbitMQ("rabbitmq").Resource;

        Assert.True(rabbit.TryGetContainerImageName(out var image));
        Assert.Equal("docker.io/library/rabbitmq:4.3.5-management", image);
        Assert.Equal([new("RABBITMQ_NODENAME", "rabbit@localhost")], await EnvironmentAsync(builder, rabbit));
        Assert.Equal(
            ["management:15672", "amqp:5672", "prometheus:15692"],
            rabbit.Annotations.OfType<EndpointAnnotation>().Select(endpoint => $"{endpoint.Name}:{endpoint.TargetPort}"));
        Assert.Equal("prometheus", Assert.Single(rabbit.Annotations.OfType<MetricsAnnotation>()).EndpointName);
    }

    [Fact]
    public async Task Files_Passwords_AreInNoneOfThemAndTheirHashesInTheSensitiveOne()
    {
        var builder = DistributedApplication.CreateBuilder(
            ["--operation", "publish", "--Parameters:rabbitmq-admin-password=canary-admin", "--Parameters:rabbitmq-queue-points-password=canary-points"]);
        var rabbit = builder.AddRabbitMQ("rabbitmq");
        rabbit.AddQueue("points", "points.#");
        var context = new ServerContext(rabbit.Resource, RabbitMQFacts.Server.ImageVersion, root: null, builder.ExecutionContext);

        var texts = new Dictionary<ConfigFile, string>();
        foreach (var file in rabbit.Resource.Annotations.OfType<ConfigFileAnnotation>().Select(annotation => annotation.File)
            .Where(file => file.Path != RabbitMQFacts.ConfigPath))
        {
            texts[file] = await file.Write(context, TestContext.Current.CancellationToken);
        }

        Assert.DoesNotContain(texts.Values, text => text.Contains("canary", StringComparison.Ordinal));
        var definitions = Assert.Single(texts, pair => pair.Key.Sensitive);
        Assert.Equal(RabbitMQFacts.DefinitionsPath, definitions.Key.Path);
        Assert.Contains(RabbitMQPassword.Hash("points-reader", "canary-points"), definitions.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteEnvironment_Process_KeepsToTheStateFolderAndStartsNoDaemon()
    {
        var rabbit = new RabbitMQProcess("rabbitmq", "/usr/lib/rabbitmq/bin/rabbitmq-server", "/");
        var context = new ServerContext(
            rabbit, new Version(3, 10, 8), "/state/rabbitmq", new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run));

        var environment = RabbitMQBuilderExtensions.WriteEnvironment(context).ToDictionary();

        Assert.Equal("/state/rabbitmq/etc/rabbitmq", environment["HOME"]);
        Assert.Contains("-start_epmd false", environment["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"], StringComparison.Ordinal);
        Assert.All(
            environment.Values.Where(value => value.StartsWith('/')),
            value => Assert.StartsWith("/state/rabbitmq/", value, StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<KeyValuePair<string, string>>> EnvironmentAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        var configured = await ExecutionConfigurationBuilder.Create(resource)
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        return configured.EnvironmentVariables.OrderBy(pair => pair.Key, StringComparer.Ordinal);
    }
}
