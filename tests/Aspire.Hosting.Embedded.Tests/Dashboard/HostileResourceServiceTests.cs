using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Aspire.Hosting.Embedded.Tests.Orchestration;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Embedded.Tests.Dashboard;

/// <summary>
/// The resource service is for the dashboard alone: others are refused, whatever they send, and it goes on. It speaks gRPC only, so
/// that the attacks of HostileHttp end at the connection.
/// </summary>
public sealed class HostileResourceServiceTests : IAsyncLifetime
{
    private const string Key = "canary-key-of-the-resource-service";

    private readonly CancellationTokenSource _stopping = new();
    private readonly Uri _url = new($"http://127.0.0.1:{FreePort.Take()}");
    private TestApplication _application = null!;
    private ResourceServiceServer _server = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _application = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/"));
        _server = new ResourceServiceServer(_url, Key, new ResourceService(
            "Shop",
            _application.Notifications,
            _application.Services.GetRequiredService<ResourceLoggerService>(),
            _application.Commands,
            DateTime.UnixEpoch,
            NullLogger.Instance,
            _stopping.Token));
        await _server.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _server.DisposeAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("POST /aspire.v1.DashboardService/GetApplicationInformation HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff")]
    [InlineData("\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003")]
    [InlineData("\0\0\0\0\0\0\0\0")]
    public async Task Connection_ThatIsNoHttp2_IsClosedAndTheServiceGoesOn(string bytes)
    {
        using (var client = new TcpClient())
        {
            await client.ConnectAsync("127.0.0.1", _url.Port, Token);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.Latin1.GetBytes(bytes), Token);
            client.Client.Shutdown(SocketShutdown.Send);
            using var answer = new MemoryStream();
            try
            {
                await stream.CopyToAsync(answer, Token).WaitAsync(Deadline.InProcess.Time, Token);
            }
            catch (IOException)
            {
                // Reset: refused.
            }

            Assert.DoesNotContain(Key, Encoding.Latin1.GetString(answer.ToArray()), StringComparison.Ordinal);
        }

        await GoesOnAsync();
    }

    [Fact]
    public async Task Call_WithTooMuch_IsRefusedAndTheServiceGoesOn()
    {
        using var dashboard = new ResourceServiceClient(_url, Key);

        var refused = await Assert.ThrowsAsync<RpcException>(() =>
            dashboard.ExecuteResourceCommandAsync(new ResourceCommandRequest { ResourceName = new string('a', 8 << 20), CommandName = "x" }));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        await GoesOnAsync();
    }

    [Theory]
    [InlineData("../../etc/passwd", "start")]
    [InlineData("web", "../start")]
    [InlineData("web\0", "start\r\nX: y")]
    [InlineData("", "")]
    public async Task Command_OfNothing_IsAFailureWithoutAStack(string resource, string command)
    {
        using var dashboard = new ResourceServiceClient(_url, Key);

        var answer = await dashboard.ExecuteResourceCommandAsync(new ResourceCommandRequest { ResourceName = resource, CommandName = command });

        Assert.DoesNotContain("   at ", answer.ToString(), StringComparison.Ordinal);
        await GoesOnAsync();
    }

    [Theory]
    [InlineData("canary-key-of-the-resource-servic")]
    [InlineData("CANARY-KEY-OF-THE-RESOURCE-SERVICE")]
    [InlineData("canary-key-of-the-resource-service,canary-key-of-the-resource-service")]
    public async Task Key_Almost_IsRefusedAndNotRepeated(string key)
    {
        using var stranger = new ResourceServiceClient(_url, key);

        var refused = await Assert.ThrowsAsync<RpcException>(stranger.GetApplicationInformationAsync);

        Assert.Equal(StatusCode.Unauthenticated, refused.StatusCode);
        Assert.DoesNotContain(Key, refused.ToString(), StringComparison.Ordinal);
    }

    private async Task GoesOnAsync()
    {
        using var dashboard = new ResourceServiceClient(_url, Key);
        Assert.Equal("Shop", (await dashboard.GetApplicationInformationAsync()).ApplicationName);
    }
}
