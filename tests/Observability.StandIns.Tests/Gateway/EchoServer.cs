using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Observability.StandIns.Tests.Gateway;

/// <summary>A server behind the gateway that tells what it was asked.</summary>
internal sealed class EchoServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TaskCompletionSource _mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly string _host;

    private EchoServer(string name, string host)
    {
        _host = host;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        _application = builder.Build();
        // A gateway in a container does not reach this machine's loopback.
        _application.Urls.Add(host == "127.0.0.1" ? "http://127.0.0.1:0" : "http://0.0.0.0:0");
        _application.UseWebSockets();
        _application.Map("/socket", EchoSocketAsync);
        _application.Map("/events", SendEventsAsync);
        _application.Map("/upload", HashAsync);
        _application.Map("/silence", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        _application.MapFallback(context => TellAsync(context, name));
    }

    /// <summary>Its URL as the gateway sees it.</summary>
    public string Url => $"http://{_host}:{new Uri(_application.Urls.Single()).Port}";

    public static async Task<EchoServer> StartAsync(string name, string host)
    {
        var server = new EchoServer(name, host);
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    /// <summary>Lets <c>/events</c> send its second event.</summary>
    public void GoOn() => _mayGoOn.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        _mayGoOn.TrySetResult();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _application.StopAsync(patience.Token);
        await _application.DisposeAsync();
    }

    // Its name, the request line as it came in, the headers.
    private static Task TellAsync(HttpContext context, string name)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var headers = context.Request.Headers.Select(header => $"{header.Key}: {header.Value}");
        context.Response.Headers["X-Served-By"] = name;
        return context.Response.WriteAsync(
            $"{name}\n{context.Request.Method} {target}\n{string.Join('\n', headers)}\n", context.RequestAborted);
    }

    private static async Task EchoSocketAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.CloseStatus is { } status)
            {
                await socket.CloseAsync(status, received.CloseStatusDescription, context.RequestAborted);
                return;
            }

            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }

    private async Task SendEventsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync("data: first\n\n", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        await _mayGoOn.Task.WaitAsync(context.RequestAborted);
        await context.Response.WriteAsync("data: second\n\n", context.RequestAborted);
    }

    private static async Task HashAsync(HttpContext context)
    {
        var hash = await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted);
        await context.Response.WriteAsync(Convert.ToHexString(hash), context.RequestAborted);
    }
}
