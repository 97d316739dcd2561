using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;

namespace Observability.StandIns.Tests.Gateway;

public abstract partial class GatewayContract<TBackend>
{
    [Fact]
    public async Task ForwardedHeaders_TellWhatTheClientAskedFor()
    {
        var client = (await fixture.GatewayAsync()).ClientAddress;
        var headers = await EchoAsync("one.localhost:4711", "/");

        Assert.Contains("Host: one.localhost:4711", headers);
        Assert.Contains($"X-Forwarded-For: {client}", headers);
        Assert.Contains("X-Forwarded-Host: one.localhost:4711", headers);
        Assert.Contains("X-Forwarded-Port: 4711", headers);
        Assert.Contains("X-Forwarded-Proto: http", headers);
        Assert.Contains($"X-Forwarded-Server: {Dns.GetHostName()}", headers);
        Assert.Contains($"X-Real-Ip: {client}", headers);
    }

    [Fact]
    public async Task ForwardedHeaders_OfAClientNobodyTrusts_AreDropped()
    {
        var headers = await EchoAsync("one.localhost", "/", request =>
        {
            request.Headers.Add("X-Forwarded-For", "6.6.6.6");
            request.Headers.Add("X-Forwarded-Host", "evil.example");
            request.Headers.Add("X-Forwarded-Proto", "https");
            request.Headers.Add("X-Forwarded-Prefix", "/evil");
            request.Headers.Add("X-Real-Ip", "6.6.6.6");
            request.Headers.Add("X_Forwarded_For", "6.6.6.6");
        });

        Assert.DoesNotContain(headers, header => header.Contains("6.6.6.6", StringComparison.Ordinal));
        Assert.DoesNotContain(headers, header => header.Contains("evil", StringComparison.Ordinal));
        Assert.Contains("X-Forwarded-Proto: http", headers);
        Assert.Contains("X-Forwarded-Port: 80", headers);
    }

    [Fact]
    public async Task ForwardedHeaders_OfATrustedNetwork_AreContinued()
    {
        const string Trust = """
                forwardedHeaders:
                  trustedIPs: [127.0.0.0/8, 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16]
            """;
        await using var gateway = await fixture.Backend.StartAsync(Trust, ("routes.yml", Route("trusted", fixture.One.Url)));

        using var response = await gateway.GetAsync("trusted.localhost", "/", request =>
        {
            request.Headers.Add("X-Forwarded-For", "6.6.6.6");
            request.Headers.Add("X-Forwarded-Proto", "https");
        });
        var headers = (await BodyAsync(response)).Split('\n');

        Assert.Contains($"X-Forwarded-For: 6.6.6.6, {gateway.ClientAddress}", headers);
        Assert.Contains("X-Forwarded-Proto: https", headers);
        Assert.Contains("X-Forwarded-Port: 443", headers);
    }

    [Fact]
    public async Task Connection_NamesHeaders_TheyGoNoFurtherExceptTheGatewaysOwn()
    {
        var headers = await EchoAsync("one.localhost", "/", request =>
        {
            request.Headers.Add("X-For-This-Hop", "secret");
            request.Headers.Connection.Add("X-For-This-Hop");
            request.Headers.Connection.Add("X-Forwarded-For");
        });

        Assert.DoesNotContain(headers, header => header.Contains("secret", StringComparison.Ordinal));
        Assert.Contains($"X-Forwarded-For: {(await fixture.GatewayAsync()).ClientAddress}", headers);
    }

    [Fact]
    public async Task PassHostHeader_Off_ServerSeesItsOwnName() =>
        Assert.Contains($"Host: {new Uri(fixture.One.Url).Authority}", await EchoAsync("own-host.localhost", "/"));

    [Fact]
    public async Task Balancing_TwoServers_TakeTurns()
    {
        var servers = new List<string?>();
        for (var i = 0; i < 6; i++)
        {
            servers.Add(await ServedByAsync("balanced.localhost", "/"));
        }

        Assert.Equal(3, servers.Count(server => server == "one"));
        Assert.Equal(3, servers.Count(server => server == "two"));
    }

    [Fact]
    public async Task Server_Down_Is502()
    {
        var gateway = await fixture.GatewayAsync();

        using var response = await gateway.GetAsync("dead.localhost", "/");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("Bad Gateway", await BodyAsync(response));
    }

    [Fact]
    public async Task Server_SilentForTooLong_Is504()
    {
        var gateway = await fixture.GatewayAsync();

        using var response = await gateway.GetAsync("silent.localhost", "/silence");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("Gateway Timeout", await BodyAsync(response));
    }

    [Fact]
    public async Task WebSocket_Messages_GoBothWays()
    {
        var gateway = await fixture.GatewayAsync();
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Host", "one.localhost");
        await socket.ConnectAsync(new Uri($"ws://127.0.0.1:{gateway.WebPort}/socket"), TestContext.Current.CancellationToken);

        await socket.SendAsync(Encoding.UTF8.GetBytes("to and fro"), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "done", TestContext.Current.CancellationToken);

        Assert.Equal("to and fro", Encoding.UTF8.GetString(buffer, 0, received.Count));
        Assert.Equal(WebSocketCloseStatus.NormalClosure, socket.CloseStatus);
    }

    [Fact]
    public async Task Events_OfAStream_ArriveBeforeItEnds()
    {
        var gateway = await fixture.GatewayAsync();
        using var response = await gateway.GetAsync("one.localhost", "/events");
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var reader = new StreamReader(body);

        Assert.Equal("data: first", await reader.ReadLineAsync(TestContext.Current.CancellationToken));
        fixture.One.GoOn();
        Assert.Equal("\ndata: second\n\n", await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Upload_OfFortyMegabytes_ArrivesWhole(bool hasLength)
    {
        var gateway = await fixture.GatewayAsync();
        var body = new byte[40 << 20];
        new Random(1).NextBytes(body);

        using var response = await gateway.SendAsync(gateway.WebPort, HttpMethod.Post, "one.localhost", "/upload", request =>
        {
            request.Content = new ByteArrayContent(body);
            request.Headers.TransferEncodingChunked = !hasLength;
        });

        Assert.Equal(Convert.ToHexString(SHA256.HashData(body)), await BodyAsync(response));
    }

    private static string Route(string name, string url) => $$"""
        http:
          routers:
            {{name}}:
              rule: Host(`{{name}}.localhost`)
              entryPoints: [web]
              service: {{name}}
          services:
            {{name}}:
              loadBalancer:
                servers:
                  - url: {{url}}
        """;
}
