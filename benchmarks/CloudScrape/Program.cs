using System.Diagnostics;
using System.Globalization;
using CloudScrape;
using Observability.CloudExporter;
using Observability.CloudExporter.Collection;
using Observability.CloudExporter.Configuration;
using Prometheus;

// Scrapes an account of 10,000 objects and as many plain prometheus-net gauges, in turns. See benchmarks/README.md.
const int Objects = 10_000;
const int Scrapes = 40;
var objects = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : Objects;
var account = new CloudAccount("benchmark", CloudProvider.DigitalOcean);
var api = new GeneratedApi();
var droplets = CollectorCatalog.Create(account, api, []).Single(collector => collector.Name == "droplets");

// Both servers run with one object first: what is counted is what the others add.
var registry = Prometheus.Metrics.NewCustomRegistry();
var plain = await StartPlainAsync(registry);
await SetGaugesAsync();
await using var exporter = CloudExporterApp.Build(
    ["--urls=http://127.0.0.1:0", "--Logging:LogLevel:Default=None", "--Cloud:RefreshSeconds=86400"], [droplets]);
await exporter.StartAsync();
var refresher = exporter.Services.GetRequiredService<CollectorRefresher>();
await refresher.RefreshAsync(CancellationToken.None);
using var client = new HttpClient();
await ScrapeAsync(exporter.Urls.Single(), null);
await ScrapeAsync(plain.Urls.Single(), null);

api.Droplets = objects;
var plainMemory = await GrowthAsync(SetGaugesAsync);
var exporterMemory = await GrowthAsync(() => refresher.RefreshAsync(CancellationToken.None));

var (own, theirs) = (new Figures(), new Figures());
for (var scrape = 0; scrape < Scrapes; scrape++)
{
    // The first ones compile the code.
    await ScrapeAsync(exporter.Urls.Single(), scrape < Scrapes / 4 ? null : own);
    await ScrapeAsync(plain.Urls.Single(), scrape < Scrapes / 4 ? null : theirs);
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{objects} droplets, {6 * objects} series, medians of {Scrapes - (Scrapes / 4)} scrapes"));
Console.WriteLine($"{"",-36} {"exporter",10} {"prometheus-net",15} {"ratio",7}");
Print("time of a scrape (ms)", own.Milliseconds, theirs.Milliseconds);
Print("size of the answer (kB)", own.Bytes / 1e3, theirs.Bytes / 1e3);
Print("memory held for it (MB)", exporterMemory / 1e6, plainMemory / 1e6);
Print("memory allocated by a scrape (kB)", own.Allocated / 1e3, theirs.Allocated / 1e3);
await exporter.StopAsync();
await plain.DisposeAsync();

async Task ScrapeAsync(string url, Figures? figures)
{
    var allocated = GC.GetTotalAllocatedBytes(precise: true);
    var clock = Stopwatch.StartNew();
    using var answer = await client.GetAsync(url + "/metrics", HttpCompletionOption.ResponseHeadersRead);
    answer.EnsureSuccessStatusCode();
    await using var body = await answer.Content.ReadAsStreamAsync();
    var buffer = new byte[81_920];
    long bytes = 0;
    int read;
    while ((read = await body.ReadAsync(buffer)) > 0)
    {
        bytes += read;
    }

    figures?.Add(clock.Elapsed.TotalMilliseconds, bytes, GC.GetTotalAllocatedBytes(precise: true) - allocated - buffer.Length);
}

static void Print(string name, double own, double theirs) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{name,-36} {own,10:0.00} {theirs,15:0.00} {own / theirs,7:0.00}"));

// The samples themselves are not kept: a plain gauge has its labels and its value.
async Task SetGaugesAsync()
{
    var factory = Prometheus.Metrics.WithCustomRegistry(registry);
    foreach (var sample in await droplets.CollectAsync(CancellationToken.None))
    {
        factory.CreateGauge(sample.Family.Name, sample.Family.Help, sample.Family.LabelNames)
            .WithLabels([account.Name, .. sample.LabelValues])
            .Set(sample.Value);
    }
}

static async Task<long> GrowthAsync(Func<Task> work)
{
    var before = GC.GetTotalMemory(forceFullCollection: true);
    await work();
    return GC.GetTotalMemory(forceFullCollection: true) - before;
}

static async Task<WebApplication> StartPlainAsync(CollectorRegistry registry)
{
    var builder = WebApplication.CreateSlimBuilder();
    builder.Logging.ClearProviders();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    var app = builder.Build();
    app.MapGet("/metrics", context =>
    {
        context.Response.ContentType = PrometheusConstants.TextContentTypeWithVersionAndEncoding;
        return registry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted);
    });
    await app.StartAsync();
    return app;
}
