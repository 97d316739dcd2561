using Observability.Hosting.Console;
using Observability.Hosting.Elasticsearch;

var builder = DistributedApplication.CreateBuilder(StackCommandLine.Expand(args));
builder.AddStackConsole();
builder.AddStandIns<Projects.Observability_StandIns>();

// Sources of metrics.
var nodeExporter = builder.AddNodeExporter("node-exporter");
var cloudExporter = builder.AddCloudExporter<Projects.Observability_CloudExporter>("cloud-exporter");
var pushgateway = builder.AddPushgateway("pushgateway");

// Alerts.
var alertmanager = builder.AddAlertmanager("alertmanager");

// Logs: the stack's own, or the cluster's.
var loki = builder.AddLoki("loki").WithTenant("observability").WithAlertmanager(alertmanager);
var alloy = builder.AddAlloy("alloy").WithLogStore(loki);

// Documents and points.
var elasticsearch = builder.AddElasticsearch("elasticsearch").WithIndexPattern("telegraf-*", interval: ElasticsearchInterval.Daily);
var influxdb = builder.AddInfluxDB("influxdb").WithBucket("metrics", TimeSpan.FromDays(30));

// What producers write to, and what throttles it into the stores.
var rabbitmq = builder.AddRabbitMQ("rabbitmq");
var telegraf = builder.AddTelegraf("telegraf")
    .WithPipeline(rabbitmq.AddQueue("points", "points.#"), influxdb)
    .WithPipeline(rabbitmq.AddQueue("documents", "documents.#"), elasticsearch);

// Metrics.
var prometheus = builder.AddPrometheus("prometheus")
    .WithRules("rules")
    .WithAlertmanager(alertmanager)
    .WithScrapeTarget(alertmanager)
    .WithScrapeTarget(pushgateway)
    .WithScrapeTarget(nodeExporter)
    .WithScrapeTarget(cloudExporter)
    .WithScrapeTarget(loki)
    .WithScrapeTarget(alloy)
    .WithScrapeTarget(influxdb)
    .WithScrapeTarget(rabbitmq)
    .WithScrapeTarget(telegraf);

// The second way: everything by OTLP into one store.
var openobserve = builder.AddOpenObserve("openobserve").WithRetention(TimeSpan.FromDays(14));
var gateway = builder.AddOpenTelemetryGateway("otel-gateway").WithExporter(openobserve);
var agent = builder.AddOpenTelemetryAgent("otel-agent").WithGateway(gateway).WithoutPodLogs();
var fluentBit = builder.AddFluentBit("fluent-bit").WithOutput(gateway).WithTalosMachineLogs();

// What only a cluster has.
var kubeStateMetrics = builder.AddKubeStateMetrics("kube-state-metrics");

// Who may come in.
var keycloak = builder.AddKeycloak("keycloak")
    .WithUser("admin", "admin")
    .WithUser("editor", "editor")
    .WithUser("viewer", "viewer")
    .WithGitHubWhereConfigured();

// What people look at.
var grafana = builder.AddGrafana("grafana")
    .WithDataSource(prometheus)
    .WithDataSource(alertmanager)
    .WithDataSource(loki)
    .WithDataSource(elasticsearch)
    .WithDataSource(influxdb)
    .WithDashboards("dashboards")
    .WithDashboardOf(kubeStateMetrics, "kubernetes.json")
    .WithDashboardOf(openobserve, "openobserve-pipeline.json")
    .WithAlertRules("alerts")
    .WithSignIn(keycloak);

// The way in.
var traefik = builder.AddTraefik("traefik")
    .WithRoute(grafana)
    .WithRoute(keycloak, "auth")
    .WithRoute(prometheus)
    .WithRoute(alertmanager)
    .WithRoute(pushgateway)
    .WithRoute(rabbitmq, endpointName: "management")
    .WithRoute(openobserve);

prometheus
    .WithScrapeTarget(grafana)
    .WithScrapeTarget(keycloak)
    .WithScrapeTarget(traefik)
    .WithScrapeTarget(kubeStateMetrics)
    .WithScrapeTarget(openobserve)
    .WithScrapeTarget(gateway)
    .WithScrapeTarget(agent)
    .WithScrapeTarget(fluentBit);

// Who writes to the queues: on the laptop a sample, in a cluster whoever it is that you have.
List<IResourceBuilder<IResource>> producers = [];
if (builder.ExecutionContext.IsRunMode)
{
    var producer = builder.AddSampleProducer("producer", traefik.GetEndpoint("http")).WithPushTarget(pushgateway.GetEndpoint("http"));
    rabbitmq.WithPublisher(producer);
    producers.Add(producer);
}

// Where it goes.
builder.AddDoks("doks", region: "lon1")
    .WithRegistry("registry.digitalocean.com/observability")
    .WithNodePool("fixed", "s-4vcpu-8gb")
    .WithNodePool("burst", "s-4vcpu-8gb", count: 1, maximum: 3)
    .WithSpaces(loki, "observability-logs");
builder.AddTalos("talos")
    .WithKubeletCertificates()
    .WithControlPlaneMetrics()
    .WithMachineLogs()
    .WithCiliumLoadBalancer("192.0.2.240/28");

builder.SelectResources(profiles => profiles
    .Add(
        "grafana",
        [
            nodeExporter, cloudExporter, pushgateway, alertmanager, loki, alloy, elasticsearch, influxdb, rabbitmq, telegraf,
            prometheus, kubeStateMetrics, keycloak, grafana, traefik, .. producers,
        ])
    .Add("openobserve", openobserve, gateway, agent, fluentBit, traefik));
return await builder.RunStackAsync();
