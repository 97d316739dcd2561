using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Observability.CloudExporter.Tests.Live;

/// <summary>A provider on a free port of the loopback interface: answers as the test says and remembers what it was asked.</summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ReplayServer(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>What it was asked, in order.</summary>
    public ConcurrentQueue<Asked> Requests { get; } = new();

    public static async Task<ReplayServer> StartAsync(Func<HttpContext, int, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ReplayServer(app);
        var count = 0;
        app.Run(context =>
        {
            var request = context.Request;
            server.Requests.Enqueue(new Asked(
                request.Host.Value!, request.Path + request.QueryString.ToString(), request.Headers.Authorization.ToString()));
            return answer(context, Interlocked.Increment(ref count));
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public static Task<ReplayServer> StartAsync(string body) => StartAsync((context, _) => context.Response.WriteAsync(body));

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>One request.</summary>
    /// <param name="Host">Host that it was for.</param>
    /// <param name="Target">Path and query.</param>
    /// <param name="Authorization">Credential that it presented.</param>
    internal sealed record Asked(string Host, string Target, string Authorization);
}
