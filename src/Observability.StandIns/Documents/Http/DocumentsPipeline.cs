using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Observability.StandIns.Documents.Security;
using Observability.StandIns.Documents.Store;

namespace Observability.StandIns.Documents.Http;

/// <summary>What happens to every request: who sends it, who answers it, and how the answer is written.</summary>
/// <param name="router">Knows who answers.</param>
/// <param name="authenticator">Knows who asks.</param>
/// <param name="bodies">Reads the bodies.</param>
/// <param name="major">Major version of the server whose place this takes.</param>
/// <param name="logger">Gets what went wrong and is not the client's mistake.</param>
internal sealed partial class DocumentsPipeline(
    Router router, Authenticator authenticator, BodyReader bodies, int major, ILogger<DocumentsPipeline> logger)
{
    // Official clients talk to nobody without it (https://www.elastic.co/docs/reference/elasticsearch/rest-apis/api-conventions).
    private const string ProductHeader = "X-Elastic-Product";
    private const int LongestPath = 4096;
    private static readonly JsonWriterOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions s_pretty = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true, NewLine = "\n" };

    /// <summary>Answers a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        context.Response.Headers[ProductHeader] = "Elasticsearch";
        var answerType = "application/json";
        ApiResponse response;
        try
        {
            answerType = MediaType.ChooseAnswer(context.Request.Headers.Accept.ToString(), major);
            response = await AnswerAsync(context);
        }
        catch (ApiException error)
        {
            if (error.Status == 401)
            {
                context.Response.Headers.WWWAuthenticate = SecurityErrors.Challenge;
            }

            response = ApiResponse.Json(error.ToBody(), error.Status);
        }
        catch (StoreFullException error)
        {
            LogFull(error.Message);
            response = ApiResponse.Json(ApiErrors.DiskFull("_all").ToBody(), 429);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error) when (UnreadableBody.FindStatus(error) is { } status)
        {
            response = ApiResponse.Json(new ApiException(status, "illegal_argument_exception", error.Message).ToBody(), status);
        }
#pragma warning disable CA1031 // Whatever it is, the client gets an answer and the log the reason.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailure(error, context.Request.Method, context.Request.Path);
            response = ApiResponse.Json(new ApiException(500, "exception", "an error of this stand-in; its log has more").ToBody(), 500);
        }

        await WriteAsync(context, response, answerType);
    }

    private async Task<ApiResponse> AnswerAsync(HttpContext context)
    {
        // Who it is comes first: what is here and what is not is nobody's business who may not ask.
        var caller = authenticator.Authenticate(context.Request);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = SplitPath(target);
        ApiHandler handler;
        Dictionary<string, string> parts;
        try
        {
            (handler, parts) = router.Find(context.Request.Method, path, target);
        }
        catch (ApiException) when (caller.IsAnonymous)
        {
            throw SecurityErrors.Denied(caller, "cluster:unknown");
        }

        var body = ReadOnlyMemory<byte>.Empty;
        if (context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && context.Request.ContentLength != 0)
        {
            MediaType.CheckContent(context.Request.ContentType, major);
            body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        }

        try
        {
            return await handler(new ApiRequest(context, caller, body, parts));
        }
        finally
        {
            bodies.Release(body);
        }
    }

    // The parts are decoded one by one: a name may hold an encoded slash, as date math does (<logs-{now%2Fd}>).
    private static List<string> SplitPath(string target)
    {
        var end = target.IndexOf('?', StringComparison.Ordinal);
        var path = end < 0 ? target : target[..end];
        return path.Length > LongestPath
            ? throw ApiErrors.IllegalArgument($"the path is longer than {LongestPath} characters")
            : [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
    }

    private static async Task WriteAsync(HttpContext context, ApiResponse response, string answerType)
    {
        context.Response.StatusCode = response.Status;
        if (response.Text is { } text)
        {
            context.Response.ContentType = "text/plain; charset=UTF-8";
            await context.Response.WriteAsync(text, context.RequestAborted);
            return;
        }

        if (response.Write is null)
        {
            return;
        }

        context.Response.ContentType = answerType;
        var query = context.Request.Query;
        var isPretty = query.TryGetValue("pretty", out var pretty) && pretty != "false";
        var buffer = new ArrayBufferWriter<byte>(1024);
        Write(buffer, response.Write, isPretty);
        if (query.TryGetValue("filter_path", out var filter) && filter.ToString() is { Length: > 0 } paths)
        {
            var filtered = FilterPath.Apply(JsonNode.Parse(buffer.WrittenSpan), paths) ?? new JsonObject();
            buffer = new ArrayBufferWriter<byte>(1024);
            Write(buffer, writer => filtered.WriteTo(writer), isPretty);
        }

        context.Response.ContentLength = buffer.WrittenCount;
        if (context.Request.Method != HttpMethods.Head)
        {
            await context.Response.Body.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
        }
    }

    private static void Write(ArrayBufferWriter<byte> buffer, Action<Utf8JsonWriter> write, bool isPretty)
    {
        using (var writer = new Utf8JsonWriter(buffer, isPretty ? s_pretty : s_compact))
        {
            write(writer);
        }

        if (isPretty)
        {
            buffer.Write("\n"u8);
        }
    }

    [LoggerMessage(2, LogLevel.Error, "No room on the disk: {Message}")]
    private partial void LogFull(string message);

    [LoggerMessage(1, LogLevel.Error, "{Method} {Path} failed")]
    private partial void LogFailure(Exception error, string method, string path);
}
