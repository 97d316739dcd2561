using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Observability.Hosting.Alertmanager;
using Observability.Hosting.Elasticsearch;
using Observability.Hosting.Grafana;
using Observability.Hosting.InfluxDB;
using Observability.Hosting.Keycloak;
using Observability.Hosting.Loki;
using Observability.Hosting.Model;
using Observability.Hosting.NodeExporter;
using Observability.Hosting.OpenObserve;
using Observability.Hosting.Prometheus;
using Observability.Hosting.Pushgateway;
using Observability.Hosting.RabbitMQ;
using Observability.Hosting.Traefik;

namespace Observability.Testcontainers.Tests;

/// <summary>What a container is made of, held against what the systems say of themselves; no engine is needed.</summary>
public sealed class ServerConfigurationTests
{
    private static readonly Dictionary<string, (Func<Task<Described>> Describe, ServerFacts Facts, int[] Ports, string? ReadyPath)> s_systems = new()
    {
        ["alertmanager"] = (
            () => Described.CreateAsync(ServerContainers.Alertmanager()), AlertmanagerFacts.Server,
            [AlertmanagerFacts.Port], AlertmanagerFacts.ReadyPath),
        ["elasticsearch"] = (
            () => Described.CreateAsync(ServerContainers.Elasticsearch()), ElasticsearchFacts.Server,
            [ElasticsearchFacts.Port], ElasticsearchFacts.ReadyPath),
        ["grafana"] = (
            () => Described.CreateAsync(ServerContainers.Grafana()), GrafanaFacts.Server,
            [GrafanaFacts.Port], GrafanaFacts.HealthPath),
        ["influxdb"] = (
            () => Described.CreateAsync(ServerContainers.InfluxDB()), InfluxDBFacts.Server,
            [InfluxDBFacts.Port], InfluxDBFacts.HealthPath),
        ["keycloak"] = (
            () => Described.CreateAsync(ServerContainers.Keycloak()), KeycloakFacts.Server,
            [KeycloakFacts.Port, KeycloakFacts.ManagementPort], KeycloakFacts.ReadyPath),
        ["loki"] = (
            () => Described.CreateAsync(ServerContainers.Loki()), LokiFacts.Server,
            [LokiFacts.Port, LokiFacts.GrpcPort], LokiFacts.ReadyPath),
        ["node-exporter"] = (
            () => Described.CreateAsync(ServerContainers.NodeExporter()), NodeExporterFacts.Server,
            [NodeExporterFacts.Port], NodeExporterFacts.RootPath),
        ["openobserve"] = (
            () => Described.CreateAsync(ServerContainers.OpenObserve()), OpenObserveFacts.Server,
            [OpenObserveFacts.Port, OpenObserveFacts.GrpcPort], OpenObserveFacts.HealthPath),
        ["prometheus"] = (
            () => Described.CreateAsync(ServerContainers.Prometheus()), PrometheusFacts.Server,
            [PrometheusFacts.Port], PrometheusFacts.ReadyPath),
        ["pushgateway"] = (
            () => Described.CreateAsync(ServerContainers.Pushgateway()), PushgatewayFacts.Server,
            [PushgatewayFacts.Port], PushgatewayFacts.ReadyPath),
        ["rabbitmq"] = (
            () => Described.CreateAsync(ServerContainers.RabbitMQ()), RabbitMQFacts.Server,
            [RabbitMQFacts.AmqpPort, RabbitMQFacts.ManagementPort, RabbitMQFacts.MetricsPort], null),
        ["traefik"] = (
            () => Described.CreateAsync(ServerContainers.Traefik()), TraefikFacts.Server,
            [TraefikFacts.WebPort, TraefikFacts.AdminPort, TraefikFacts.MetricsPort], TraefikFacts.PingPath),
    };

    public static TheoryData<string> Systems => [.. s_systems.Keys];

    [Theory]
    [MemberData(nameof(Systems))]
    public async Task Container_OfASystem_HasItsFacts(string system)
    {
        var (describe, facts, ports, readyPath) = s_systems[system];
        await using var container = await describe();

        Assert.Equal(facts.Image.ToString(), container.Configuration.Image.FullName);
        Assert.Equal(facts.ImageVersion, container.Model.Version);
        Assert.Equal(ports.Order(), container.Configuration.PortBindings.Keys.Select(port => int.Parse(port, CultureInfo.InvariantCulture)).Order());
        Assert.Equal(readyPath, container.Model.Readiness.Path);
        Assert.All(container.Files, file => Assert.Equal((facts.UserId, facts.GroupId), ((int)file.UserId, (int)file.GroupId)));
    }

    [Theory]
    [MemberData(nameof(Systems))]
    [Tier(Tier.Golden)]
    public async Task Container_OfASystem_IsWhatHasBeenReviewed(string system)
    {
        await using var container = await s_systems[system].Describe();

        GoldenFile.Matches($"{system}.txt", container.ToString());
    }

    [Fact]
    public void Systems_ThatCanDoSomethingAlone_AreAllThere()
    {
        var factories = typeof(ServerContainers).GetMethods().Where(method => method.DeclaringType == typeof(ServerContainers)).Select(method => method.Name);

        Assert.Equal(
            factories.Order(StringComparer.OrdinalIgnoreCase),
            s_systems.Keys.Select(key => key.Replace("-", "", StringComparison.Ordinal)).Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task WithImage_OlderOne_HasTheFilesOfItsVersion()
    {
        await using var container = await Described.CreateAsync(ServerContainers.Prometheus().WithImage("mirror.example:5000/prometheus/prometheus:v2.55.1"));

        Assert.Equal(new Version(2, 55, 1), container.Model.Version);
        Assert.Contains("--storage.tsdb.retention.time=15d", container.Parameters.Cmd!);
        Assert.DoesNotContain("retention", container.ToString().Split("--- ")[1], StringComparison.Ordinal);
    }

    [Fact]
    public void WithImage_TooOld_IsRefusedWithTheReason()
    {
        var error = Assert.Throws<ArgumentException>(() => ServerContainers.Prometheus().WithImage("prom/prometheus:v2.30.0").Describe());

        Assert.Equal("prometheus: Stack:Images:prometheus: 'prom/prometheus:v2.30.0' is version 2.30.0 by its tag. Take an image of at least 2.42.", error.Message);
    }

    [Fact]
    public async Task Verbs_OfTheGraph_AreForTheContainerToo()
    {
        await using var container = await Described.CreateAsync(ServerContainers.Elasticsearch(server => server.WithoutSecurity()));

        Assert.DoesNotContain(container.Parameters.Env!, variable => variable.StartsWith("ELASTIC_PASSWORD=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Environment_OfTheTest_Stays()
    {
        await using var container = await Described.CreateAsync(ServerContainers.Elasticsearch());
        var parameters = new Docker.DotNet.Models.CreateContainerParameters { Env = ["ES_JAVA_OPTS=-Xmx2g"], Cmd = ["more"] };

        container.Model.Apply(parameters);

        Assert.Single(parameters.Env, variable => variable.StartsWith("ES_JAVA_OPTS=", StringComparison.Ordinal));
        Assert.Contains("ES_JAVA_OPTS=-Xmx2g", parameters.Env);
        Assert.Equal("more", parameters.Cmd[^1]);
    }

    [Fact]
    public async Task Ready_Elasticsearch_IsSetUpOverItsApiAsInTheStack()
    {
        var asked = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var server = builder.Build();
        server.Urls.Add("http://127.0.0.1:0");
        server.MapFallback(context =>
        {
            asked.Enqueue($"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}");
            return context.Response.WriteAsync("{\"acknowledged\":true}");
        });
        await server.StartAsync(TestContext.Current.CancellationToken);
        var (_, model) = ServerContainers.Elasticsearch(elasticsearch => elasticsearch.WithIndexPattern("logs-*")).Describe();
        await using (model)
        {
            await model.ResolveAsync(
                "127.0.0.1", new Dictionary<int, int> { [ElasticsearchFacts.Port] = new Uri(server.Urls.Single()).Port }, TestContext.Current.CancellationToken);

            await model.PublishReadyAsync(TestContext.Current.CancellationToken);

            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"elastic:{model.Secrets["password"]}"));
            Assert.Contains($"PUT /_index_template/elasticsearch Basic {credentials}", asked);
        }
    }

    [Fact]
    public async Task FindProblem_EngineOfTheBuilder_IsTheOneThatIsAsked()
    {
        var asked = new ConcurrentQueue<string>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var engine = builder.Build();
        engine.Urls.Add("http://127.0.0.1:0");
        engine.MapFallback(context =>
        {
            asked.Enqueue(context.Request.Path);
            return Task.CompletedTask;
        });
        await engine.StartAsync(TestContext.Current.CancellationToken);

        var container = ServerContainers.Prometheus().WithDockerEndpoint($"tcp://{new Uri(engine.Urls.Single()).Authority}");

        Assert.Null(await container.FindProblemAsync());
        Assert.Equal(["/_ping", $"/images/{PrometheusFacts.Server.Image}/json"], asked);
    }

    [Fact]
    public async Task FindProblem_EngineOfTheBuilderDoesNotAnswer_SaysWhere()
    {
        var port = FreePort.Take();

        var problem = await ServerContainers.Prometheus().WithDockerEndpoint($"tcp://127.0.0.1:{port}").FindProblemAsync();

        Assert.Equal($"no container engine answers at http://127.0.0.1:{port}/", problem);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void DebianImage_Repository_IsTheVendors(string resource, string repository) =>
        Assert.Equal(s_systems[resource].Facts.Image.Repository, repository);

    public static TheoryData<string, string> Images => [.. DebianImage.All.Select(image => (image.Resource, image.Repository))];
}
