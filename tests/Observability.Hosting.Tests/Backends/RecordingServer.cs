using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace Observability.Hosting.Tests.Backends;

/// <summary>A real HTTP server on a free port of the loopback address that answers what a test says and remembers what it was asked.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly List<RecordedRequest> _requests = [];

    private RecordingServer(WebApplication application) => _application = application;

    /// <summary>A client whose base address is this server's.</summary>
    public HttpClient Client { get; private set; } = null!;

    /// <summary>The requests so far, in their order.</summary>
    public IReadOnlyList<RecordedRequest> Requests => _requests;

    /// <summary>The requests so far as <c>METHOD path?query</c>.</summary>
    public IEnumerable<string> Lines => _requests.Select(request => $"{request.Method} {request.Path}");

    /// <summary>Starts one.</summary>
    public static async Task<RecordingServer> StartAsync(Func<RecordedRequest, RecordedAnswer> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var server = new RecordingServer(builder.Build());
        server._application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var request = new RecordedRequest(
                context.Request.Method,
                context.Request.GetEncodedPathAndQuery(),
                context.Request.Headers.Authorization.ToString(),
                await reader.ReadToEndAsync(context.RequestAborted));
            server._requests.Add(request);
            var said = answer(request);
            context.Response.StatusCode = said.Status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(said.Body, context.RequestAborted);
        });
        await server._application.StartAsync(TestContext.Current.CancellationToken);
        server.Client = new HttpClient { BaseAddress = new Uri(server._application.Urls.Single()) };
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }
}
