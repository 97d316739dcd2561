using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Observability.StandIns.Tests.Consumer;

/// <summary>
/// Plays the write paths of InfluxDB 2 and Elasticsearch as their documentation has them; what it takes it keeps, and a test tells
/// it what to refuse. It can be away and come back on its port.
/// </summary>
internal sealed class StoreDouble : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = [];
    private readonly ConcurrentQueue<JsonElement> _documents = [];
    private WebApplication? _server;
    private int _requests;

    /// <summary>Where it listens.</summary>
    public int Port { get; } = FreePort.Take();

    public string Url => $"http://127.0.0.1:{Port}";

    /// <summary>Status for a whole request, by its path and number; null takes it.</summary>
    public Func<string, int, int?> Refuse { get; set; } = (_, _) => null;

    /// <summary>Body and content type of the answer to a whole request that is refused.</summary>
    public (string Body, string? ContentType) Refusal { get; set; } = ("""{"message":"told to refuse"}""", null);

    /// <summary>Status for a single line or document; null takes it.</summary>
    public Func<string, int?> RefuseOne { get; set; } = _ => null;

    /// <summary>What happens before an answer.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    /// <summary>Every request's method, path with its query, and the authorization that came with it.</summary>
    public ConcurrentQueue<(string Method, string Path, string? Authorization)> Requests { get; } = [];

    /// <summary>Every line that was taken, in the order they came.</summary>
    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Every document that was taken, with its index and identifier.</summary>
    public IReadOnlyList<JsonElement> Documents => [.. _documents];

    public static async Task<StoreDouble> StartAsync()
    {
        var store = new StoreDouble();
        await store.ComeBackAsync();
        return store;
    }

    /// <summary>Begins to listen.</summary>
    public async Task ComeBackAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url);
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Listens no more.</summary>
    public async Task GoAwayAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }
    }

    public async ValueTask DisposeAsync() => await GoAwayAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path + context.Request.QueryString;
        Requests.Enqueue((context.Request.Method, path, context.Request.Headers.Authorization));
        var body = await ReadAsync(context.Request);
        await Before();
        if (Refuse(path, Interlocked.Increment(ref _requests)) is { } status)
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = Refusal.ContentType;
            await context.Response.WriteAsync(Refusal.Body);
            return;
        }

        if (context.Request.Path == "/_bulk")
        {
            await TakeDocumentsAsync(context.Response, body);
            return;
        }

        // InfluxDB says of a batch with one bad line that it is bad, and not which.
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Select(RefuseOne).FirstOrDefault(refused => refused is not null) is { } refusal)
        {
            context.Response.StatusCode = refusal;
            await context.Response.WriteAsync("""{"code":"invalid","message":"partial write"}""");
            return;
        }

        foreach (var line in lines)
        {
            _lines.Enqueue(line);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        await using var gzip = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : null;
        using var reader = new StreamReader(gzip ?? request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    private async Task TakeDocumentsAsync(HttpResponse response, string body)
    {
        var lines = body.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var items = new List<string>();
        for (var i = 0; i < lines.Length; i += 2)
        {
            var status = RefuseOne(lines[i + 1]) ?? 201;
            var error = status == 201 ? "" : ""","error":{"type":"document_parsing_exception","reason":"told to refuse"}""";
            items.Add($$"""{"index":{"status":{{status}}{{error}} } }""");
            if (status == 201)
            {
                _documents.Enqueue(JsonDocument.Parse($$"""{"action":{{lines[i]}},"document":{{lines[i + 1]}} }""").RootElement);
            }
        }

        var errors = items.Exists(item => item.Contains("error", StringComparison.Ordinal)) ? "true" : "false";
        response.ContentType = "application/json";
        await response.WriteAsync($$"""{"took":1,"errors":{{errors}},"items":[{{string.Join(',', items)}}]}""");
    }
}
