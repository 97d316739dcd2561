using System.Net.Http.Headers;
using System.Text;

namespace Observability.StandIns.Tests.Points;

/// <summary>A server that runs as it does in a stack: started with influxd's arguments and set up over its API.</summary>
internal sealed class RunningPoints : IAsyncDisposable
{
    public const string Organization = "contract";
    public const string Bucket = "main";
    public const string Token = "contract-token";
    public const string Password = "contract-password";
    private readonly ChildProcess _process;
    private readonly bool _hasTokens;

    private RunningPoints(ChildProcess process, int port, bool hasTokens)
    {
        (_process, _hasTokens, Port) = (process, hasTokens, port);
        Client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = TimeSpan.FromSeconds(60),
        };
    }

    public HttpClient Client { get; }

    public int Port { get; }

    public string Output => _process.Output;

    public bool HasExited => _process.HasExited;

    /// <summary>Identifier of the organisation.</summary>
    public string OrganizationId { get; private set; } = "";

    /// <summary>Starts a server of version 2, or the stand-in, over what the folder has; sets it up unless it is.</summary>
    public static async Task<RunningPoints> StartVersion2Async((string FileName, IReadOnlyList<string> Arguments) command, string folder)
    {
        var port = FreePort.Take();
        string[] arguments =
        [
            .. command.Arguments,
            $"--bolt-path={folder}/influxd.bolt",
            $"--engine-path={folder}/engine",
            $"--sqlite-path={folder}/influxd.sqlite",
            $"--http-bind-address=127.0.0.1:{port}",
            "--reporting-disabled",
        ];
        var process = ChildProcess.Start(
            command.FileName, arguments, environment: new Dictionary<string,
                string?> { ["INFLUXD_CONFIG_PATH"] = folder, ["ASPNETCORE_URLS"] = "http://127.0.0.1:1" });
        var server = new RunningPoints(process, port, hasTokens: true);
        await server.WaitAsync("/health");
        if ((await server.SendAsync(HttpMethod.Get, "/api/v2/setup", token: "")).Json.GetProperty("allowed").GetBoolean())
        {
            var setup = await server.SendAsync(
                HttpMethod.Post,
                "/api/v2/setup",
                $$"""{"username":"admin","password":"{{Password}}","org":"{{Organization}}","bucket":"{{Bucket}}","token":"{{Token}}"}""",
                token: "");
            Assert.Equal(System.Net.HttpStatusCode.Created, setup.Status);
        }

        server.OrganizationId =
            (await server.SendAsync(HttpMethod.Get, "/api/v2/orgs")).Json.GetProperty("orgs")[0].GetProperty("id").GetString()!;
        return server;
    }

    /// <summary>Starts a server of version 1 with a database of the bucket's name.</summary>
    public static async Task<RunningPoints> StartVersion1Async(string path, string folder)
    {
        var port = FreePort.Take();
        var file = Path.Combine(folder, "influxdb.conf");
        await File.WriteAllTextAsync(file, $"""
            reporting-disabled = true
            bind-address = "127.0.0.1:{FreePort.Take()}"
            [meta]
              dir = "{folder}/meta"
            [data]
              dir = "{folder}/data"
              wal-dir = "{folder}/wal"
            [http]
              bind-address = "127.0.0.1:{port}"
              log-enabled = false
            [monitor]
              store-enabled = false
            """);
        var server = new RunningPoints(ChildProcess.Start(path, ["-config", file]), port, hasTokens: false);
        await server.WaitAsync("/ping");
        await server.SendAsync(HttpMethod.Post, $"/query?q=CREATE+DATABASE+{Bucket}");
        return server;
    }

    /// <summary>Sends a request, with the operator's token unless told otherwise.</summary>
    public async Task<Reply> SendAsync(HttpMethod method, string path, string? body = null, string? token = null,
        Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content =
                new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers =
                { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        if (_hasTokens && (token ?? Token) is { Length: > 0 } sent)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Token {sent}");
        }

        change?.Invoke(request);
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Reply(answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Headers);
    }

    /// <summary>Writes lines; times are in seconds.</summary>
    public Task<Reply> WriteAsync(string lines, string bucket = Bucket, string? token = null, string rest = "&precision=s") =>
        SendAsync(HttpMethod.Post, $"/api/v2/write?org={Organization}&bucket={Uri.EscapeDataString(bucket)}{rest}", lines, token);

    /// <summary>Runs a Flux query that is sent as text.</summary>
    public Task<Reply> FluxAsync(string query, string? token = null) => SendAsync(
        HttpMethod.Post,
        $"/api/v2/query?org={Organization}",
        query,
        token,
        request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.flux"));

    /// <summary>Runs an InfluxQL query.</summary>
    public Task<Reply> InfluxQLAsync(string query, string rest = "&epoch=ns") =>
        SendAsync(HttpMethod.Get, $"/query?db={Bucket}{rest}&q={Uri.EscapeDataString(query)}");

    /// <summary>Ends it without a chance to clean up.</summary>
    public void KillAtOnce() => _process.KillAtOnce();

    public Task<int> StopAsync()
    {
        _process.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        return _process.ExitCodeAsync(Deadline.Gone);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
    }

    private Task<bool> WaitAsync(string path) => Eventually.BecomesAsync(
        "it answers",
        async cancellationToken => _process.HasExited
            ? throw new InvalidOperationException(_process.Output)
            : (await Client.GetAsync(path, cancellationToken)).IsSuccessStatusCode,
        isThere => isThere,
        Deadline.ServerReady);
}
