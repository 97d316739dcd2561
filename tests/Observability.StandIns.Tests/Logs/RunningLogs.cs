using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Observability.StandIns.Tests.Logs;

/// <summary>A log store that runs as it does in a stack: configured by the file, its arguments, and nothing else.</summary>
internal sealed class RunningLogs : IAsyncDisposable
{
    private readonly (string FileName, IReadOnlyList<string> Arguments) _command;
    private readonly TemporaryFolder _folder;
    private ChildProcess _process;

    private RunningLogs((string FileName, IReadOnlyList<string> Arguments) command, TemporaryFolder folder, int port)
    {
        (_command, _folder, Port) = (command, folder, port);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromSeconds(60),
        };
        _process = Start();
    }

    public HttpClient Client { get; }

    public int Port { get; }

    public string Output => _process.Output;

    public int Pid => _process.Pid;

    public TemporaryFolder Folder => _folder;

    /// <summary>Nanoseconds since the Unix epoch, now.</summary>
    public static long Now => (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    /// <summary>Starts one and waits until it is ready.</summary>
    /// <param name="command">The program.</param>
    /// <param name="prepare">Writes rules and the like into the folder.</param>
    /// <param name="limits">Lines of <c>limits_config</c>.</param>
    /// <param name="ruler">Lines of <c>ruler</c>.</param>
    /// <param name="overrides">Lines of the limits of single tenants.</param>
    /// <param name="more">Further sections of the file.</param>
    /// <param name="dataFolder">Where lines are kept; below the temporary folder unless given.</param>
    public static async Task<RunningLogs> StartAsync(
        (string FileName, IReadOnlyList<string> Arguments) command,
        Action<TemporaryFolder>? prepare = null,
        string limits = "",
        string ruler = "",
        string overrides = "",
        string more = "",
        string? dataFolder = null)
    {
        var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.Combine("rules"));
        prepare?.Invoke(folder);
        folder.Write("overrides.yaml", $"overrides:\n{Indent(overrides.Length == 0 ? "nobody: {}" : overrides)}");
        folder.Write("loki.yaml", $$$"""
            auth_enabled: true
            common:
              instance_addr: 127.0.0.1
              path_prefix: {{{dataFolder ?? folder.Combine("data")}}}
              replication_factor: 1
              ring:
                kvstore:
                  store: inmemory
              storage:
                filesystem:
                  chunks_directory: {{{dataFolder ?? folder.Combine("data")}}}/chunks
            schema_config:
              configs:
                - from: "2024-04-01"
                  store: tsdb
                  object_store: filesystem
                  schema: v13
                  index: {prefix: index_, period: 24h}
            ingester: {lifecycler: {min_ready_duration: 1s}}
            query_scheduler: {use_scheduler_ring: false}
            runtime_config: {file: "{{{folder.Combine("overrides.yaml")}}}"}
            limits_config:
              allow_structured_metadata: true
              volume_enabled: true
            {{{Indent(limits)}}}
            compactor: {retention_enabled: true, delete_request_store: filesystem}
            querier: {multi_tenant_queries_enabled: true}
            ruler:
              enable_api: true
              storage: {type: local, local: {directory: "{{{folder.Combine("rules")}}}"}}
              wal: {dir: "{{{folder.Combine("data", "ruler-wal")}}}"}
            {{{Indent(ruler)}}}
            analytics: {reporting_enabled: false}
            {{{more}}}
            """);
        var logs = new RunningLogs(command, folder, FreePort.Take());
        await logs.IsReadyAsync();
        return logs;
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.KillAtOnce();
        await _process.ExitCodeAsync(Deadline.Gone);
    }

    /// <summary>Ends it with SIGTERM and returns the exit code.</summary>
    public Task<int> StopAsync()
    {
        _process.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        return _process.ExitCodeAsync(Deadline.Gone);
    }

    /// <summary>Starts it again with what it has on disk.</summary>
    public async Task StartAgainAsync()
    {
        await _process.DisposeAsync();
        _process = Start();
        await IsReadyAsync();
    }

    /// <summary>Sends a request of a tenant; null names none.</summary>
    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? tenant, HttpContent? content = null, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (tenant is not null)
        {
            request.Headers.Add("X-Scope-OrgID", tenant);
        }

        change?.Invoke(request);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Pushes JSON and returns the status with the body.</summary>
    public async Task<(int Status, string Body)> PushTextAsync(string tenant, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var answer = await SendAsync(HttpMethod.Post, "/loki/api/v1/push", tenant, content);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Pushes lines of one stream.</summary>
    public Task<(int Status, string Body)> PushAsync(string tenant, string labels, params (long Time, string Line)[] entries) =>
        PushTextAsync(tenant, Push(labels, entries));

    /// <summary>Pushes lines of one stream, which must be taken.</summary>
    public async Task KeepAsync(string tenant, string labels, params (long Time, string Line)[] entries)
    {
        var (status, body) = await PushAsync(tenant, labels, entries);
        Assert.True(status == 204, $"{status}: {body}");
    }

    /// <summary>The body of a push of one stream; labels as <c>app=web,level=info</c>.</summary>
    public static string Push(string labels, params (long Time, string Line)[] entries) => new JsonObject
    {
        ["streams"] = new JsonArray(new JsonObject
        {
            ["stream"] = new JsonObject(labels.Split(
                ',').Select(pair => pair.Split('=', 2)).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair[0], pair[1]))),
            ["values"] = new JsonArray(
                [.. entries.Select(entry => new JsonArray(entry.Time.ToString(CultureInfo.InvariantCulture), entry.Line))]),
        }),
    }.ToJsonString();

    /// <summary>Asks for an answer in JSON, which must be a good one.</summary>
    public async Task<JsonElement> GetAsync(string path, string tenant, Action<HttpRequestMessage>? change = null)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, tenant, change: change);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {(int)answer.StatusCode}: {body}");
        return JsonDocument.Parse(body).RootElement;
    }

    /// <summary>Asks for what is refused, and returns the status with the body.</summary>
    public async Task<(int Status, string Body)> TryGetAsync(string path, string? tenant)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, tenant);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The lines of a query over a range, each as <c>time line</c>, in the order of the answer.</summary>
    public async Task<IReadOnlyList<(long Time, string Line)>> LinesAsync(string tenant, string query, string parameters = "")
    {
        var answer = await GetAsync($"/loki/api/v1/query_range?query={Uri.EscapeDataString(query)}{parameters}", tenant);
        return [.. answer.GetProperty("data").GetProperty("result").EnumerateArray()
            .SelectMany(stream => stream.GetProperty("values").EnumerateArray())
            .Select(value => (long.Parse(value[0].GetString()!, CultureInfo.InvariantCulture), value[1].GetString()!))];
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Content of a type, as bytes.</summary>
    public static ByteArrayContent Content(byte[] bytes, string type, string? encoding = null)
    {
        var content = new ByteArrayContent(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };
        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        return content;
    }

    private ChildProcess Start() => ChildProcess.Start(
        _command.FileName,
        [
            .. _command.Arguments,
            $"-config.file={_folder.Combine("loki.yaml")}",
            "-server.http-listen-address=127.0.0.1",
            $"-server.http-listen-port={Port}",
            "-server.grpc-listen-address=127.0.0.1",
            "-server.grpc-listen-port=0",
        ],
        // What an AppHost sets for each of its projects: the arguments have the last word.
        environment: new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = "http://127.0.0.1:1" });

    private Task IsReadyAsync() => Eventually.HoldsAsync("it is ready", async cancellationToken =>
    {
        Assert.False(_process.HasExited, _process.Output);
        using var answer = await Client.GetAsync("/ready", cancellationToken);
        return answer.IsSuccessStatusCode;
    }, Deadline.ServerReady);

    private static string Indent(string lines) => string.Join('\n', lines.Split('\n').Select(line => "  " + line));
}
