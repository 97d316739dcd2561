using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Observability.StandIns.Points.Flux;
using Observability.StandIns.Points.Storage;

namespace Observability.StandIns.Points.Api;

/// <summary>Turns what went wrong into the documented answer: <c>{"code":"not found","message":"bucket not found"}</c>.</summary>
internal static class ErrorAnswers
{
    /// <summary>Puts it around everything, with the headers that every answer has, and counts.</summary>
    public static void UseErrorAnswers(this WebApplication app, PointsMetrics metrics) => app.Use(async (context, next) =>
    {
        var started = TimeProvider.System.GetTimestamp();
        context.Response.Headers["X-Influxdb-Build"] = "OSS";
        context.Response.Headers["X-Influxdb-Version"] = SystemEndpoints.Version;
        try
        {
            await next(context);
            if (context.Response.StatusCode is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed
                && context.GetEndpoint() is null or { DisplayName: "405 HTTP Method Not Supported" })
            {
                await WriteAsync(context, context.Response.StatusCode == StatusCodes.Status404NotFound
                    ? ApiException.NotFound("path not found")
                    : new ApiException(StatusCodes.Status405MethodNotAllowed, "method not allowed", "allow: another method"));
            }
        }
        catch (Exception error) when (!context.Response.HasStarted && Translate(error, context) is { } answer)
        {
            context.Response.Headers.Remove("Content-Length");
            await WriteAsync(context, answer);
        }
        catch (Exception error) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            app.Logger.LogError(error, "{Method} {Path} failed", context.Request.Method, context.Request.Path.Value);
            context.Response.Headers.Remove("Content-Length");
            await WriteAsync(context, new ApiException(
                StatusCodes.Status500InternalServerError, "internal error", "this stand-in for InfluxDB failed; its log says more"));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody waits for the answer.
        }
        finally
        {
            metrics.CountRequest(context, TimeProvider.System.GetElapsedTime(started));
        }
    });

    private static ApiException? Translate(Exception error, HttpContext context) => error switch
    {
        ApiException answer => answer,
        FluxException flux => flux.Code switch
        {
            FluxException.NotFound => ApiException.NotFound(flux.Message),
            FluxException.TooExpensive => ApiException.Unprocessable(flux.Message),
            _ => ApiException.Invalid(flux.Message),
        },
        _ when UnreadableBody.FindStatus(error) is { } bad => bad == StatusCodes.Status413PayloadTooLarge
            ? ApiException.TooLarge("the body is too large")
            : new ApiException(bad, "invalid", error.Message),
        PointStoreException or SqliteException =>
            new ApiException(StatusCodes.Status500InternalServerError, "internal error", error.Message),
        OperationCanceledException when !context.RequestAborted.IsCancellationRequested =>
            new ApiException(StatusCodes.Status503ServiceUnavailable, "unavailable", "the server is stopping"),
        _ => null,
    };

    private static Task WriteAsync(HttpContext context, ApiException answer)
    {
        var json = new JsonObject { ["code"] = answer.Code, ["message"] = answer.Message };
        if (answer.Line is { } line)
        {
            json["line"] = line;
        }

        // Version 1 clients read this one.
        if (context.Request.Path.Value is "/query" or "/write")
        {
            json["error"] = answer.Message;
        }

        context.Response.Headers["X-Platform-Error-Code"] = answer.Code;
        return context.WriteJsonAsync(json, answer.Status);
    }
}
