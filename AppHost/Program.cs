using Observability.Hosting.Console;

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

// Metrics.
var prometheus = builder.AddPrometheus("prometheus")
    .WithRules("rules")
    .WithAlertmanager(alertmanager)
    .WithScrapeTarget(alertmanager)
    .WithScrapeTarget(pushgateway)
    .WithScrapeTarget(nodeExporter)
    .WithScrapeTarget(cloudExporter)
    .WithScrapeTarget(loki)
    .WithScrapeTarget(alloy);

builder.SelectResources();
builder.Build().Run();
