using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api;

/// <summary>What endpoints read from a request and write to an answer.</summary>
internal static class RequestExtensions
{
    /// <summary>The largest body of points, after it is unpacked.</summary>
    public const int LargestBody = 64 * 1024 * 1024;

    private const int LargestJson = 1024 * 1024;
    private static readonly JsonDocumentOptions s_json = new() { MaxDepth = 32, AllowDuplicateProperties = false };

    /// <summary>A parameter of the query, or null where it is missing or empty.</summary>
    public static string? Query(this HttpContext context, string name) =>
        context.Request.Query.TryGetValue(name, out var values) && values[^1] is { Length: > 0 } value ? value : null;

    /// <summary>A parameter of the query that is a whole number.</summary>
    public static int Number(this HttpContext context, string name, int otherwise, int least, int most) =>
        context.Query(name) is not { } text
        ? otherwise
        : int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw ApiException.Invalid($"{name} must be a number from {least} to {most}");

    /// <summary>A part of the path that is an identifier.</summary>
    public static string RouteId(this HttpContext context, string name = "id") =>
        context.Request.RouteValues[name] is string id && Identifier.IsValid(id) ? id
            : throw ApiException.Invalid("id must have a length of 16 bytes");

    /// <summary>The body as a JSON object.</summary>
    public static async Task<JsonObject> ReadJsonAsync(this HttpContext context)
    {
        var body = await context.ReadBodyAsync(LargestJson).ConfigureAwait(false);
        try
        {
            return JsonNode.Parse(body, documentOptions: s_json) as JsonObject
                ?? throw ApiException.Invalid("invalid json structure: it is no object");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw ApiException.Invalid($"invalid json structure: {error.Message}");
        }
    }

    /// <summary>A text of a JSON object, or null.</summary>
    public static string? Text(this JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => throw ApiException.Invalid($"{name} must be a string"),
    };

    /// <summary>A text of a JSON object that must be there.</summary>
    public static string Required(this JsonObject json, string name) =>
        json.Text(name) is { Length: > 0 } text ? text : throw ApiException.Unprocessable($"{name} is required");

    /// <summary>A whole number of a JSON object, or null.</summary>
    public static long? Long(this JsonObject json, string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<long>(out var number) => number,
        _ => throw ApiException.Invalid($"{name} must be an integer"),
    };

    /// <summary>The body, unpacked where it is packed.</summary>
    /// <exception cref="ApiException">It is larger than it may be, or badly packed.</exception>
    public static async Task<byte[]> ReadBodyAsync(this HttpContext context, int largest = LargestBody)
    {
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = largest;
        }

        await using var body = encoding switch
        {
            "" or "identity" => context.Request.Body,
            "gzip" => new GZipStream(context.Request.Body, CompressionMode.Decompress),
            _ => throw new ApiException(StatusCodes.Status415UnsupportedMediaType, "invalid",
                $"content encoding {encoding} is not supported"),
        };
        try
        {
            return await ReadAsync(body, largest, context).ConfigureAwait(false);
        }
        catch (InvalidDataException)
        {
            throw ApiException.Invalid("gzipped HTTP body contains an invalid header");
        }
    }

    /// <summary>Answers with JSON.</summary>
    public static Task WriteJsonAsync(this HttpContext context, JsonNode json, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(json.ToJsonString(s_output), context.RequestAborted);
    }

    // The server does not escape more than JSON demands.
    private static readonly JsonSerializerOptions s_output =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static async Task<byte[]> ReadAsync(Stream body, int largest, HttpContext context)
    {
        var expected = context.Request.ContentLength is { } length and > 0 ? (int)Math.Min(length, largest) : 0;
        using var buffer = new MemoryStream(expected);
        var chunk = new byte[81_920];
        int read;
        while ((read = await body.ReadAsync(chunk, context.RequestAborted).ConfigureAwait(false)) > 0)
        {
            if (buffer.Length + read > largest)
            {
                throw ApiException.TooLarge($"unable to read data: points batch is too large (more than {largest} bytes)");
            }

            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }
}
