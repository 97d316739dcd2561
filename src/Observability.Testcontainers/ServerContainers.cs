using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
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

namespace Observability.Testcontainers;

/// <summary>
/// A builder for each server that can do something alone. The parameter of each says more about the server, with the verbs of an AppHost:
/// <c>ServerContainers.Loki(loki =&gt; loki.WithTenant("one")).Build()</c>.
/// </summary>
public static class ServerContainers
{
    /// <summary>An Alertmanager.</summary>
    public static ServerContainerBuilder<IAlertmanager> Alertmanager(Action<IResourceBuilder<IAlertmanager>>? configure = null) =>
        Create("alertmanager", (graph, name) => graph.AddAlertmanager(name), configure);

    /// <summary>An Elasticsearch, set up as in the stack; its user is <c>elastic</c>.</summary>
    public static ServerContainerBuilder<IElasticsearch> Elasticsearch(Action<IResourceBuilder<IElasticsearch>>? configure = null) => Create(
        "elasticsearch",
        (graph, name) => graph.AddElasticsearch(name),
        configure,
        server => server.GetRequired<DocumentStoreAnnotation>() is { User: { } user }
            ? new ServerAccess(UserName: user, Secret: "password")
            : new ServerAccess());

    /// <summary>A Grafana; its user is <c>admin</c>.</summary>
    public static ServerContainerBuilder<IGrafana> Grafana(Action<IResourceBuilder<IGrafana>>? configure = null) => Create(
        "grafana",
        (graph, name) => graph.AddGrafana(name),
        configure,
        _ => new ServerAccess(UserName: GrafanaFacts.AdminUser, Secret: "admin-password"));

    /// <summary>An InfluxDB 2, set up as in the stack; its user is <c>admin</c>, its secret <c>token</c> is the operator's.</summary>
    public static ServerContainerBuilder<IInfluxDB> InfluxDB(Action<IResourceBuilder<IInfluxDB>>? configure = null) => Create(
        "influxdb",
        (graph, name) => graph.AddInfluxDB(name),
        configure,
        _ => new ServerAccess(UserName: InfluxDBFacts.UserName, Secret: "password"));

    /// <summary>A Keycloak with one realm; its user is <c>admin</c> of the realm <c>master</c>.</summary>
    public static ServerContainerBuilder<IKeycloak> Keycloak(Action<IResourceBuilder<IKeycloak>>? configure = null) => Create(
        "keycloak",
        (graph, name) => graph.AddKeycloak(name),
        configure,
        _ => new ServerAccess(UserName: KeycloakFacts.AdminUser, Secret: "bootstrap-password"));

    /// <summary>A Loki.</summary>
    public static ServerContainerBuilder<ILoki> Loki(Action<IResourceBuilder<ILoki>>? configure = null) =>
        Create("loki", (graph, name) => graph.AddLoki(name), configure);

    /// <summary>A node exporter, which reads the machine of the engine.</summary>
    public static ServerContainerBuilder<INodeExporter> NodeExporter(Action<IResourceBuilder<INodeExporter>>? configure = null) =>
        Create("node-exporter", (graph, name) => graph.AddNodeExporter(name), configure);

    /// <summary>An OpenObserve; its user is the root user.</summary>
    public static ServerContainerBuilder<IOpenObserve> OpenObserve(Action<IResourceBuilder<IOpenObserve>>? configure = null) => Create(
        "openobserve",
        (graph, name) => graph.AddOpenObserve(name),
        configure,
        server => new ServerAccess(UserName: server.GetRequired<OtlpReceiverAnnotation>().User, Secret: "password"));

    /// <summary>A Prometheus that scrapes itself.</summary>
    public static ServerContainerBuilder<IPrometheus> Prometheus(Action<IResourceBuilder<IPrometheus>>? configure = null) =>
        Create("prometheus", (graph, name) => graph.AddPrometheus(name), configure);

    /// <summary>A Pushgateway.</summary>
    public static ServerContainerBuilder<IPushgateway> Pushgateway(Action<IResourceBuilder<IPushgateway>>? configure = null) =>
        Create("pushgateway", (graph, name) => graph.AddPushgateway(name), configure);

    /// <summary>A RabbitMQ with the exchange <c>telemetry</c>; its user is <c>admin</c>, and its main endpoint that of AMQP.</summary>
    public static ServerContainerBuilder<IRabbitMQ> RabbitMQ(Action<IResourceBuilder<IRabbitMQ>>? configure = null) => Create(
        "rabbitmq",
        (graph, name) => graph.AddRabbitMQ(name),
        configure,
        _ => new ServerAccess(RabbitMQFacts.AmqpEndpoint, RabbitMQFacts.AdminUser, "admin-password"));

    /// <summary>A Traefik without routes.</summary>
    public static ServerContainerBuilder<ITraefik> Traefik(Action<IResourceBuilder<ITraefik>>? configure = null) =>
        Create("traefik", (graph, name) => graph.AddTraefik(name), configure);

    private static ServerContainerBuilder<TServer> Create<TServer>(
        string name,
        Func<IDistributedApplicationBuilder, string, IResourceBuilder<TServer>> add,
        Action<IResourceBuilder<TServer>>? configure,
        Func<TServer, ServerAccess>? access = null)
        where TServer : class, IServer =>
        new(
            name,
            (graph, resource) =>
            {
                var server = add(graph, resource);
                configure?.Invoke(server);
                return server;
            },
            access);
}
