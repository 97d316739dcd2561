using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.AspNetCore.Hosting;

namespace Observability.StandIns.Tests.Dashboards;

/// <summary>A server that answers as a test says, and remembers what it was asked.</summary>
internal sealed class ScriptedStore : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<StoreRequest> _requests = new();

    private ScriptedStore(WebApplication application, int port)
    {
        _application = application;
        Url = $"http://127.0.0.1:{port}";
    }

    public string Url { get; }

    public IReadOnlyCollection<StoreRequest> Requests => _requests;

    /// <summary>What happens before an answer.</summary>
    public Func<HttpContext, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Starts one; the function gives status, content type and body of an answer.</summary>
    public static async Task<ScriptedStore> StartAsync(Func<StoreRequest, (int Status, string ContentType, string Body)> answer)
    {
        var port = FreePort.Take();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var application = builder.Build();
        var store = new ScriptedStore(application, port);
        application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            var form = context.Request.HasFormContentType
                ? Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(body)
                    .ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal)
                : context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal);
            var request = new StoreRequest(
                context.Request.Method,
                context.Request.Path,
                context.Features.Get<IHttpRequestFeature>()!.RawTarget,
                form,
                body,
                context.Request.Headers.ToDictionary(header => header.Key, header =>
                    header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            store._requests.Enqueue(request);
            await store.Before(context);
            var (status, contentType, text) = answer(request);
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(text, context.RequestAborted);
        });
        await application.StartAsync(TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>Starts one that always answers the same JSON.</summary>
    public static Task<ScriptedStore> StartAsync(string json, int status = 200) => StartAsync(_ => (status, "application/json", json));

    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }
}
