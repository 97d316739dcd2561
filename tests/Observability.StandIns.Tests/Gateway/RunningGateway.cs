using System.Net;

namespace Observability.StandIns.Tests.Gateway;

/// <summary>A gateway that runs as it does in a stack: configured by the two files, and by nothing else.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;
    private readonly ChildProcess _process;

    private RunningGateway(ChildProcess process, TemporaryFolder folder, int web, int admin, int metrics)
    {
        _process = process;
        _folder = folder;
        (WebPort, AdminPort, MetricsPort) = (web, admin, metrics);
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>Follows no redirect.</summary>
    public HttpClient Client { get; }

    public int WebPort { get; }

    public int AdminPort { get; }

    public int MetricsPort { get; }

    public string Output => _process.Output;

    public int Pid => _process.Pid;

    /// <summary>Starts one and waits until it answers ping and has loaded the given files.</summary>
    public static async Task<RunningGateway> StartAsync(
        (string FileName, IReadOnlyList<string> Arguments) command, string entryPointSettings, params (string File, string Text)[] files)
    {
        var folder = new TemporaryFolder();
        var (web, admin, metrics) = (FreePort.Take(), FreePort.Take(), FreePort.Take());
        Directory.CreateDirectory(folder.Combine("dynamic"));
        var configuration = folder.Write("traefik.yml", $$"""
            global:
              checkNewVersion: false
              sendAnonymousUsage: false
            entryPoints:
              web:
                address: 127.0.0.1:{{web}}
            {{entryPointSettings}}
              traefik:
                address: 127.0.0.1:{{admin}}
              metrics:
                address: 127.0.0.1:{{metrics}}
            providers:
              file:
                directory: {{folder.Combine("dynamic")}}
                watch: true
            ping:
              entryPoint: traefik
            api:
              dashboard: true
              insecure: true
            metrics:
              prometheus:
                entryPoint: metrics
            log:
              level: INFO
              noColor: true
            accessLog:
              format: common
            """);
        foreach (var (file, text) in files)
        {
            folder.Write(Path.Combine("dynamic", file), text);
        }

        // What an AppHost sets for each of its projects must not make a gateway believe its clients.
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:1",
            ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
        };
        var process = ChildProcess.Start(command.FileName, [.. command.Arguments, $"--configFile={configuration}"], environment: environment);
        var gateway = new RunningGateway(process, folder, web, admin, metrics);
        await Eventually.BecomesAsync(
            "the gateway answers ping",
            async _ => await gateway.StatusAsync(gateway.AdminPort, "localhost", "/ping"),
            status => status == HttpStatusCode.OK,
            Deadline.ServerReady);
        if (files.Length > 0)
        {
            await Eventually.HoldsAsync(
                "the gateway has loaded its routes",
                async _ => (await gateway.TextAsync(gateway.AdminPort, "/api/http/routers")).Contains("@file", StringComparison.Ordinal),
                Deadline.ServerReady);
        }

        return gateway;
    }

    /// <summary>Writes a file of the dynamic configuration as an editor does: beside it, then over it.</summary>
    public void WriteFile(string name, string text)
    {
        var draft = _folder.Write("draft", text);
        File.Move(draft, _folder.Combine("dynamic", name), overwrite: true);
    }

    public void DeleteFile(string name) => File.Delete(_folder.Combine("dynamic", name));

    public Task<HttpResponseMessage> GetAsync(string host, string path, Action<HttpRequestMessage>? change = null) =>
        SendAsync(WebPort, HttpMethod.Get, host, path, change);

    public async Task<HttpResponseMessage> SendAsync(int port, HttpMethod method, string host, string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(method, new Uri($"http://127.0.0.1:{port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Headers.Host = host;
        change?.Invoke(request);
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public async Task<HttpStatusCode> StatusAsync(int port, string host, string path)
    {
        using var response = await SendAsync(port, HttpMethod.Get, host, path);
        return response.StatusCode;
    }

    public async Task<string> TextAsync(int port, string path)
    {
        using var response = await SendAsync(port, HttpMethod.Get, "localhost", path);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Sends SIGTERM and returns the exit code.</summary>
    public Task<int> StopAsync()
    {
        _process.Signal(System.Runtime.InteropServices.PosixSignal.SIGTERM);
        return _process.ExitCodeAsync(Deadline.Gone);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _process.DisposeAsync();
        _folder.Dispose();
    }
}
