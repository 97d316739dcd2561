using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Observability.Hosting.Grafana;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Grafana;

/// <summary>The real Grafana reads the files as they are meant, where somebody has installed it.</summary>
[Tier(Tier.Vendor)]
public sealed class GrafanaVendorTests : IDisposable
{
    private const string Rules = """
        apiVersion: 1
        groups:
          - name: costs $5
            folder: Vendor
            interval: 1m
            rules:
              - uid: vendor-rule
                title: more than $5
                condition: B
                labels: { team: "{{ $labels.team }}" }
                annotations: { summary: "{{ $labels.job }} ${x}" }
                data:
                  - { refId: A, relativeTimeRange: { from: 300, to: 0 }, datasourceUid: store, model: { refId: A, expr: "rate(x[$__rate_interval])" } }
                  - { refId: B, datasourceUid: __expr__, model: { refId: B, type: threshold, expression: A, conditions: [ { evaluator: { type: gt, params: [5] } } ] } }

        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Files_RealServer_AreReadAsTheyAreMeant()
    {
        var command = MachineCapabilities.FindTool("grafana");
        if (command is null)
        {
            Requires.Missing("there is no grafana on PATH (https://grafana.com/grafana/download)");
        }

        var port = FreePort.Take();
        _folder.Write("d/stack.json", """{ "uid": "vendor", "title": "Vendor", "schemaVersion": 41, "panels": [] }""");
        _folder.Write("r/rules.yml", Rules);
        var builder = DistributedApplication.CreateBuilder(["--Stack:Backend", "container"]);
        var store = FakeStore.Add(builder, "store", new DataSource("store", "costs $5", "prometheus", [new("timeInterval", "5s")], []));
        var grafana = builder.AddGrafana("grafana").WithDataSource(store).WithDashboards(_folder.Combine("d")).WithAlertRules(_folder.Combine("r"));
        Allocate(grafana, port);
        Allocate(store, port);
        await WriteFilesAsync(grafana.Resource, command);
        var password = await grafana.Resource.GetRequired<GrafanaSettings>().AdminPassword.Parameter.GetValueAsync(TestContext.Current.CancellationToken);

        await using var server = ChildProcess.Start(
            GrafanaHome.FindBinary(command),
            ["server", "--homepath", GrafanaHome.Find(command), "--config", _folder.Path + GrafanaFacts.ConfigPath,
             "cfg:default.server.http_addr=127.0.0.1", $"cfg:default.server.http_port={port}"]);
        var check = new GrafanaDataSourcesHealth(
            () => $"http://127.0.0.1:{port}", () => GrafanaDataSources.Declared(grafana.Resource), _ => ValueTask.FromResult(password));
        await Eventually.BecomesAsync(
            "Grafana has its data source",
            token => check.CheckHealthAsync(new HealthCheckContext(), token),
            result => result.Status == HealthStatus.Healthy,
            Deadline.StackReady,
            result => $"{result.Description}{Environment.NewLine}{server.Output}");

        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{password}")));
        Assert.Equal("costs $5", (await GetAsync(http, "/api/datasources/uid/store")).GetProperty("name").GetString());
        Assert.Equal("Vendor", (await GetAsync(http, "/api/dashboards/uid/vendor")).GetProperty("dashboard").GetProperty("title").GetString());
        var rule = await GetAsync(http, "/api/v1/provisioning/alert-rules/vendor-rule");
        Assert.Equal("more than $5", rule.GetProperty("title").GetString());
        Assert.Equal("{{ $labels.team }}", rule.GetProperty("labels").GetProperty("team").GetString());
        Assert.Equal("{{ $labels.job }} ${x}", rule.GetProperty("annotations").GetProperty("summary").GetString());
        Assert.Equal("rate(x[$__rate_interval])", rule.GetProperty("data")[0].GetProperty("model").GetProperty("expr").GetString());
    }

    public void Dispose() => _folder.Dispose();

    // As the backend of a process writes them, below this test's folder.
    private async Task WriteFilesAsync(IGrafana grafana, string command)
    {
        var context = new ServerContext(
            grafana,
            GrafanaFacts.Server.ImageVersion,
            _folder.Path,
            new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run))
        {
            Command = command,
        };
        foreach (var annotation in grafana.Annotations.OfType<ConfigFileAnnotation>())
        {
            _folder.Write(annotation.File.Path[1..], await annotation.File.Write(context, TestContext.Current.CancellationToken));
        }
    }

    private static void Allocate(IResourceBuilder<IResourceWithEndpoints> resource, int port)
    {
        var annotation = resource.GetEndpoint("http").EndpointAnnotation;
        annotation.AllocatedEndpoint = new AllocatedEndpoint(annotation, "localhost", port);
        annotation.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new AllocatedEndpoint(annotation, "127.0.0.1", port, EndpointBindingMode.SingleAddress, networkId: KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"GET {path}: {(int)answer.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
