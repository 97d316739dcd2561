using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Observability.StandIns.Dashboards;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>The stand-in in this process, configured by Grafana's own files and by nothing else.</summary>
internal sealed class RunningDashboards : IAsyncDisposable
{
    public const string AdminPassword = "canary-password-of-admin";

    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Take();
    private WebApplication? _application;

    public RunningDashboards() =>
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
    {
        BaseAddress = new Uri(Root),
    };

    /// <summary>URL with a slash at its end.</summary>
    public string Root => $"http://127.0.0.1:{_port}/";

    /// <summary>Follows no redirect and keeps no cookies.</summary>
    public HttpClient Client { get; }

    /// <summary>Variables that the process would see.</summary>
    public Dictionary<string, string?> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>What is added to <c>grafana.ini</c>.</summary>
    public string Ini { get; init; } = string.Empty;

    /// <summary>Full path of a file of the configuration.</summary>
    public string Combine(string path) => _folder.Combine(path);

    /// <summary>Writes a file of the configuration: <c>provisioning/datasources/a.yaml</c>, <c>dashboards/a.json</c>.</summary>
    public void Write(string path, string text) => _folder.Write(path, text);

    /// <summary>Provisions data sources; each is a flow map of YAML.</summary>
    public void WriteDataSources(params string[] sources) =>
        Write("provisioning/datasources/stack.yaml",
            "apiVersion: 1\ndatasources:\n" + string.Concat(sources.Select(source => $"  - {source}\n")));

    /// <summary>Provisions the dashboards of a folder; by default those that the test writes below <c>dashboards</c>.</summary>
    public void WriteProvider(string? folder = null)
    {
        Directory.CreateDirectory(_folder.Combine("dashboards"));
        Write("provisioning/dashboards/stack.yaml", $$"""
            apiVersion: 1
            providers:
              - {name: stack, type: file, updateIntervalSeconds: 3600, options: {path: "{{folder ?? _folder.Combine("dashboards")}}", foldersFromFilesStructure: true} }
            """);
    }

    /// <summary>Writes <c>grafana.ini</c> and starts.</summary>
    public async Task<RunningDashboards> StartAsync()
    {
        Write("grafana.ini", $"""
            [server]
            root_url = {Root}
            [paths]
            provisioning = {_folder.Combine("provisioning")}
            [security]
            admin_password = {AdminPassword}
            [unified_alerting]
            enabled = false
            {Ini}
            """);
        _application = DashboardsStandIn.Build(
            ["server", "--config", _folder.Combine("grafana.ini"), "cfg:default.server.http_addr=127.0.0.1",
                FormattableString.Invariant($"cfg:default.server.http_port={_port}")],
            Variables.GetValueOrDefault,
            TimeProvider.System);
        await _application.StartAsync(TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>A service of the running stand-in.</summary>
    public T Get<T>()
        where T : notnull => (T)_application!.Services.GetService(typeof(T))!;

    /// <summary>Sends a request; by default with the administrator's password.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, JsonNode? body = null, string? cookie = null,
        bool asAdmin = true)
    {
        using var request = new HttpRequestMessage(method,
            new Uri(Root.TrimEnd('/') + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }
        else if (asAdmin)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
                Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{AdminPassword}")));
        }

        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>GETs JSON as the administrator.</summary>
    public async Task<JsonNode> GetAsync(string path)
    {
        using var response = await SendAsync(HttpMethod.Get, path);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"GET {path}: {(int)response.StatusCode} {text}");
        return JsonNode.Parse(text)!;
    }

    /// <summary>Runs a query of the last hour and gives its result.</summary>
    public async Task<JsonNode> QueryAsync(string source, JsonObject query)
    {
        query["refId"] = "A";
        query["datasource"] = new JsonObject { ["uid"] = source };
        query["intervalMs"] ??= 60_000;
        query["maxDataPoints"] ??= 100;
        using var response = await SendAsync(HttpMethod.Post, "/api/ds/query",
            new JsonObject { ["from"] = "1700000000000", ["to"] = "1700003600000", ["queries"] = new JsonArray(query) });
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["results"]!["A"]!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_application is not null)
        {
            await _application.StopAsync();
            await _application.DisposeAsync();
        }

        _folder.Dispose();
    }
}
