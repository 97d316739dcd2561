using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Observability.StandIns.Tests.Documents;

/// <summary>A server that runs as it does in a stack: configured by the files that an AppHost writes.</summary>
internal sealed class RunningServer : IAsyncDisposable
{
    public const string Password = "correct horse battery staple";
    private readonly TemporaryFolder _folder;
    private readonly bool _ownsFolder;
    private readonly ChildProcess _process;

    private RunningServer(ChildProcess process, TemporaryFolder folder, bool ownsFolder, int port)
    {
        (_process, _folder, _ownsFolder, Port) = (process, folder, ownsFolder, port);
        Client = new HttpClient(
            new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Client { get; }

    public int Port { get; }

    public string Output => _process.Output;

    /// <summary>Starts one and waits until it is healthy.</summary>
    /// <param name="backend">The program.</param>
    /// <param name="folder">Folder of configuration and data; null is one of its own.</param>
    /// <param name="settings">More lines of <c>elasticsearch.yml</c>.</param>
    /// <param name="isThresholdEnabled">True where it looks at the room on the disk.</param>
    /// <param name="wrap">Changes how the program is started.</param>
    public static async Task<RunningServer> StartAsync(
        IDocumentBackend backend,
        TemporaryFolder? folder = null,
        string settings = "",
        bool isThresholdEnabled = false,
        Func<(string FileName, IReadOnlyList<string> Arguments), (string FileName, IReadOnlyList<string> Arguments)>? wrap = null)
    {
        var port = FreePort.Take();
        var command = backend.Command(port);
        command = wrap is null ? command : wrap(command);
        var own = folder ?? new TemporaryFolder();
        WriteFiles(own, settings, isThresholdEnabled);
        var environment = new Dictionary<string, string?>
        {
            ["ES_PATH_CONF"] = own.Combine("config"), ["ES_TMPDIR"] = own.Combine("tmp"), ["ES_JAVA_OPTS"] = "-Xms512m -Xmx512m",
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:1",
        };
        var server = new RunningServer(
            ChildProcess.Start(command.FileName, command.Arguments, environment: environment), own, folder is null, port);
        await Eventually.BecomesAsync(
            "the server is healthy",
            async token => server._process.HasExited
                ? throw new InvalidOperationException($"it has ended: {server.Output}")
                : (await server.Client.GetAsync("/_cluster/health?wait_for_status=yellow&timeout=1s", token)).StatusCode,
            status => status == HttpStatusCode.OK,
            Deadline.StackReady);
        return server;
    }

    /// <summary>Sends a request as the administrator.</summary>
    public Task<Answer> SendAsync(
        string method, string path, string? body = null, string contentType = "application/json",
        Action<HttpRequestMessage>? change = null) =>
        SendAsync(
            new HttpMethod(method), path, body is null ? null : new StringContent(body, MediaTypeHeaderValue.Parse(contentType)), change);

    /// <summary>Sends a request as the administrator.</summary>
    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(
            method,
            new Uri(
                Client.BaseAddress!.AbsoluteUri.TrimEnd('/') + path,
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })) { Content = content };
        request.Headers.Authorization = Basic("elastic", Password);
        change?.Invoke(request);
        using var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers).SelectMany(
            header => header.Value.Select(value => (header.Key, value)));
        return new Answer(
            response.StatusCode, text, headers.ToLookup(header => header.Key, header => header.value, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Sends lines in bulk; searches see them.</summary>
    public Task<Answer> BulkAsync(params IEnumerable<string> lines) =>
        SendAsync("POST", "/_bulk?refresh=true", string.Concat(lines.Select(line => line + "\n")), "application/x-ndjson");

    /// <summary>The header of basic authentication.</summary>
    public static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    public void KillAtOnce() => _process.KillAtOnce();

    public Task<int> ExitCodeAsync() => _process.ExitCodeAsync(Deadline.Gone);

    public Task<int> StopAsync()
    {
        _process.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        return ExitCodeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        if (_ownsFolder)
        {
            _folder.Dispose();
        }
    }

    // As ElasticsearchConfigWriter and ElasticsearchUsers write them for a process.
    /// <summary>Writes its configuration; <c>ES_PATH_CONF</c> is the folder <c>config</c> in it.</summary>
    public static void WriteFiles(TemporaryFolder folder, string settings = "", bool isThresholdEnabled = false)
    {
        Directory.CreateDirectory(folder.Combine("tmp"));
        Directory.CreateDirectory(folder.Combine("logs"));
        folder.Write("config/elasticsearch.yml", $"""
            cluster.name: contract
            node.name: contract
            path.data: {folder.Combine("data")}
            path.logs: {folder.Combine("logs")}
            http.host: 127.0.0.1
            transport.host: 127.0.0.1
            discovery.type: single-node
            node.store.allow_mmap: false
            cluster.routing.allocation.disk.threshold_enabled: {(isThresholdEnabled ? "true" : "false")}
            xpack.ml.enabled: false
            ingest.geoip.downloader.enabled: false
            xpack.security.enabled: true
            xpack.security.http.ssl.enabled: false
            xpack.security.authc.anonymous.username: probe
            xpack.security.authc.anonymous.roles: probe
            xpack.security.authc.anonymous.authz_exception: false
            xpack.security.authc.reserved_realm.enabled: false
            {settings}
            """);
        folder.Write("config/roles.yml", """
            probe:
              cluster: ["cluster:monitor/health"]
            reader:
              indices:
                - names: ["public-*"]
                  privileges: [read]
            """);
        folder.Write("config/jvm.options", "-XX:+UseG1GC\n-Djava.io.tmpdir=${ES_TMPDIR}\n");
        folder.Write(
            "config/log4j2.properties",
            "status = error\nappender.console.type = Console\nappender.console.name = console\nappender.console.layout.type = "
            + "PatternLayout\nappender.console.layout.pattern = %m%n\nrootLogger.level = info\nrootLogger.appenderRef.console.ref = "
            + "console\n");
        folder.Write("config/users", $"elastic:{Hash(Password)}\nreader:{Hash("reads only")}\n");
        folder.Write("config/users_roles", "superuser:elastic\nreader:reader\n");
    }

    private static string Hash(string password)
    {
        var salt = SHA256.HashData("contract"u8);
        return $"{{PBKDF2}}10000${Convert.ToBase64String(salt)}${Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(password, salt, 10_000, HashAlgorithmName.SHA512, 32))}";
    }
}
