using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Observability.E2E.Evidence;
using Observability.E2E.Lifetime;

namespace Observability.E2E.Flows;

/// <summary>The same cases run against a stack that runs already, and against a cluster by kubectl.</summary>
public sealed class FlowStackTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    [Tier(Tier.Process)]
    public async Task Running_StackThatSomebodyHasStarted_TakesACase()
    {
        Requires.ProcessStack();
        var leftovers = new Leftovers();
        await using var appHost = AppHostProcess.Start(leftovers, _folder.Combine("state"), "--only", "prometheus,pushgateway");
        using (var recorder = ProcessRecorder.Follow(appHost))
        {
            await appHost.PrintsAsync("Ready after", Deadline.StackReady);
            await using var stack = await RunningFlowStack.FindAsync(appHost.Pid, TestContext.Current.CancellationToken);

            await RunAsync(stack, "push-metric");

            Assert.Contains("not in the stack", stack.FindAbsence("grafana"), StringComparison.Ordinal);
            await recorder.WriteAsync(_folder.Path, TestContext.Current.CancellationToken);
            Assert.Contains("prometheus: Running Healthy", await File.ReadAllTextAsync(_folder.Combine("states-and-probes.txt"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
            Assert.Contains("Server is ready", await File.ReadAllTextAsync(_folder.Combine("logs", "prometheus.log"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        appHost.Signal(PosixSignal.SIGTERM);
        await leftovers.AreGoneAsync(Deadline.Gone);
    }

    [Fact]
    [Tier(Tier.Golden)]
    public async Task Cluster_ByKubectl_ForwardsPortsAndReadsSecretsOfThePublishedNames()
    {
        Requires.Linux();
        await using var prometheus = new ScriptedServer(request =>
            request.RawUrl!.StartsWith("/api/v1/query?", StringComparison.Ordinal) ? """{"data":{"result":[{"metric":{"job":"prometheus"}}]}}""" : null);
        var kubectl = _folder.WriteScript("kubectl", $"""
            #!/bin/sh
            echo "$@" >> {_folder.Combine("calls")}
            [ "$5" = get ] && printf %s "$(printf %s 's3cret' | base64)" && exit
            echo "Forwarding from 127.0.0.1:{prometheus.Port} -> 9090"
            exec sleep 60
            """);
        await using var stack = await ClusterFlowStack.CreateAsync("doks", "production", kubectl, TestContext.Current.CancellationToken);

        await RunAsync(stack, "scrape-prometheus");

        Assert.Equal("s3cret", await stack.ReadParameterAsync("grafana-oidc-secret", TestContext.Current.CancellationToken));
        Assert.Equal(("websecure", "grafana.observability.example"), stack.FindRoute("grafana"));
        Assert.Null(stack.FindRoute("prometheus"));
        Assert.Equal(
            [
                "--context production --namespace observability port-forward service/prometheus :9090",
                "--context production --namespace observability get secret grafana-oidc-secret --output jsonpath={.data.value}",
            ],
            await File.ReadAllLinesAsync(_folder.Combine("calls"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Report_OfTwoTiers_HasTheRowsOfBoth()
    {
        const string Name = "push-metric";
        const string Other = "scrape-loki";
        var path = _folder.Combine("flows.txt");
        var first = new FlowReport(path);
        first.Add(Name, FlowCase.All[Name], "passed", TimeSpan.FromSeconds(1.5));
        first.Write();

        var second = new FlowReport(path);
        second.Add(Other, FlowCase.All[Other], "skipped", null);
        second.Write();

        var rows = File.ReadAllLines(path);
        Assert.Equal([Name, Other], rows.Select(row => row.Split(' ')[0]));
        Assert.Contains("passed     1.5 s", rows[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Panel_OfADashboard_IsAskedAsItsPageAsks()
    {
        JsonNode? asked = null;
        await using var grafana = new ScriptedServer(request =>
        {
            if (request.RawUrl == "/api/dashboards/uid/host")
            {
                return """
                    {"dashboard":{"templating":{"list":[{"name":"instance","current":{"value":["$__all"]}}]},
                      "panels":[{"type":"row","panels":[{"title":"Load","datasource":{"uid":"prometheus"},"targets":[{"refId":"A","expr":"node_load1{instance=~\"$instance\"}"}]}]}]}}
                    """;
            }

            using var body = new StreamReader(request.InputStream, Encoding.UTF8);
            asked = JsonNode.Parse(body.ReadToEnd());
            return """{"results":{"A":{"status":200}}}""";
        });
        var request = new FlowRequest { Resource = "grafana", Panel = "host/Load", Headers = { ["X-Case"] = "panel" } };
        var stack = new OneServer(grafana.Port);
        using var client = await FlowClient.CreateAsync(stack, request, text => text, TestContext.Current.CancellationToken);

        var (status, text) = await PanelQuery.AskAsync(client, "host/Load", TestContext.Current.CancellationToken);

        Assert.Equal((200, """{"results":{"A":{"status":200}}}"""), (status, text));
        Assert.Equal("node_load1{instance=~\".*\"}", (string?)asked!["queries"]![0]!["expr"]);
        Assert.Equal("prometheus", (string?)asked["queries"]![0]!["datasource"]!["uid"]);
        Assert.Equal(404, (await PanelQuery.AskAsync(client, "host/Nothing", TestContext.Current.CancellationToken)).Status);
    }

    public void Dispose() => _folder.Dispose();

    private static Task RunAsync(IFlowStack stack, string name) =>
        new FlowRunner(stack, TestContext.Current.CancellationToken).RunAsync(name, FlowCase.All[name]);

    private sealed class OneServer(int port) : IFlowStack
    {
        public string? FindAbsence(string resource) => null;

        public Task<Uri> FindAddressAsync(string resource, string endpoint, CancellationToken cancellationToken) => Task.FromResult(new Uri($"http://127.0.0.1:{port}"));

        public Task<string> ReadParameterAsync(string name, CancellationToken cancellationToken) => throw new InvalidOperationException(name);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
