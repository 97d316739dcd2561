using System.Net;

namespace Observability.StandIns.Tests.Gateway;

/// <summary>A gateway that runs as it does in a stack: configured by the two files, and by nothing else.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    private readonly GatewayFolder _folder;
    private readonly GatewayPorts _ports;
    private readonly IGatewayProgram _program;

    private RunningGateway(IGatewayProgram program, GatewayFolder folder, GatewayPorts ports, string clientAddress)
    {
        _program = program;
        _folder = folder;
        _ports = ports;
        ClientAddress = clientAddress;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false })
        {
            Timeout = TimeSpan.FromSeconds(30),
        };
    }

    /// <summary>Follows no redirect.</summary>
    public HttpClient Client { get; }

    /// <summary>The address of the tests as the gateway sees it.</summary>
    public string ClientAddress { get; }

    public int WebPort => _ports.Web;

    public int AdminPort => _ports.Admin;

    public int MetricsPort => _ports.Metrics;

    /// <summary>Waits until one that has been started answers ping and has loaded its files.</summary>
    /// <param name="program">What it runs as.</param>
    /// <param name="folder">Its files.</param>
    /// <param name="ports">Its ports as the tests reach them.</param>
    /// <param name="clientAddress">The tests' address as it sees it.</param>
    /// <param name="hasFiles">Whether there are files of routes.</param>
    public static async Task<RunningGateway> WaitAsync(
        IGatewayProgram program, GatewayFolder folder, GatewayPorts ports, string clientAddress, bool hasFiles)
    {
        var gateway = new RunningGateway(program, folder, ports, clientAddress);
        await Eventually.BecomesAsync(
            "the gateway answers ping",
            async _ => await gateway.StatusAsync(gateway.AdminPort, "localhost", "/ping"),
            status => status == HttpStatusCode.OK,
            Deadline.ServerReady);
        if (hasFiles)
        {
            await Eventually.HoldsAsync(
                "the gateway has loaded its routes",
                async _ => (await gateway.TextAsync(gateway.AdminPort, "/api/http/routers")).Contains("@file", StringComparison.Ordinal),
                Deadline.ServerReady);
        }

        return gateway;
    }

    public void WriteFile(string name, string text) => _folder.Write(name, text);

    public void DeleteFile(string name) => _folder.Delete(name);

    public Task<string> ReadOutputAsync() => _program.ReadOutputAsync();

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
    public Task<int> StopAsync() => _program.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _program.DisposeAsync();
        _folder.Dispose();
    }
}
