using System.Globalization;
using System.Net;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>A server as a process, configured by Grafana's own files, and the store that it queries.</summary>
public sealed class DashboardsFixture<TBackend> : IAsyncLifetime
    where TBackend : IDashboardsBackend, new()
{
    public const string Password = "canary-password-1";

    private readonly TemporaryFolder _folder = new();
    private readonly SemaphoreSlim _starting = new(1);
    private readonly int _port = FreePort.Take();
    private ScriptedStore? _store;
    private ChildProcess? _process;

    /// <summary>URL without a slash at its end.</summary>
    public string Root => $"http://127.0.0.1:{_port}";

    /// <summary>The Prometheus that is asked.</summary>
    internal ScriptedStore Store => _store!;

    /// <summary>Follows no redirect and keeps no cookies.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false });

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Starts it once for all tests; skips the test where the program cannot be had.</summary>
    public async Task StartAsync()
    {
        var backend = new TBackend();
        var (fileName, arguments) = backend.Command;
        await _starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            if (_process is null)
            {
                _store = await ScriptedStore.StartAsync(Answer);
                WriteFiles();
                _process = ChildProcess.Start(
                    fileName,
                    [
                        .. arguments, "server", .. backend.ServerArguments,
                        "--config", _folder.Combine("grafana.ini"),
                        "cfg:default.server.http_addr=127.0.0.1",
                        "cfg:default.server.http_port=" + _port.ToString(CultureInfo.InvariantCulture),
                    ]);
            }

            await Eventually.BecomesAsync(
                "the server is healthy",
                async token => _process.HasExited
                    ? throw new InvalidOperationException(_process.Output)
                    : (await Client.GetAsync(new Uri($"{Root}/api/health"), token)).StatusCode,
                status => status == HttpStatusCode.OK,
                new Deadline("Grafana ready", TimeSpan.FromMinutes(2)));
        }
        finally
        {
            _starting.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        _folder.Dispose();
        _starting.Dispose();
    }

    // What the data source's check and the tests' queries ask for.
    private static (int Status, string ContentType, string Body) Answer(StoreRequest request) =>
        request.Form.GetValueOrDefault("query") == "broken("
            ? (400, "application/json", """{"status":"error","errorType":"bad_data","error":"parse error"}""")
            : request.Path.EndsWith("/query_range", StringComparison.Ordinal)
                ? (200, "application/json", """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up","job":"a"},"values":[[1700000000,"1"],[1700000060,"0"]]}]}}""")
                : (200, "application/json", """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1700000000,"2"]}]}}""");

    private void WriteFiles()
    {
        _folder.Write("grafana.ini", $"""
            [server]
            root_url = {Root}/
            [paths]
            data = {_folder.Combine("data")}
            logs = {_folder.Combine("data", "log")}
            plugins = {_folder.Combine("data", "plugins")}
            provisioning = {_folder.Combine("provisioning")}
            [security]
            admin_user = admin
            admin_password = {Password}
            [auth.anonymous]
            enabled = true
            org_role = Viewer
            [plugins]
            preinstall_disabled = true
            preinstall_auto_update = false
            [analytics]
            reporting_enabled = false
            check_for_updates = false
            check_for_plugin_updates = false
            [unified_alerting]
            enabled = true
            [log]
            mode = console
            """);
        _folder.Write("provisioning/datasources/a.yaml", $$"""
            apiVersion: 1
            datasources:
              - name: Metrics
                uid: metrics
                type: prometheus
                access: proxy
                url: {{_store!.Url}}
                isDefault: true
                jsonData: {httpMethod: POST, timeInterval: 15s, httpHeaderName1: X-Scope-OrgID}
                secureJsonData: {httpHeaderValue1: canary-tenant}
            """);
        _folder.Write("provisioning/dashboards/a.yaml", $$"""
            apiVersion: 1
            providers:
              - name: files
                type: file
                options: {path: "{{_folder.Combine("dashboards")}}", foldersFromFilesStructure: true }
            """);
        _folder.Write("dashboards/one.json", """{"uid":"one","title":"One dashboard","tags":["first"],"schemaVersion":39,"panels":[]}""");
        _folder.Write("dashboards/Team/two.json", """{"uid":"two","title":"Another","tags":["second"],"schemaVersion":39,"panels":[]}""");
    }
}
