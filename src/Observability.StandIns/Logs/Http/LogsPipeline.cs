using Observability.LogQL;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Http;

/// <summary>What happens to every request: its route is found, what goes wrong becomes a status and a sentence, it is counted.</summary>
/// <param name="routes">The routes.</param>
/// <param name="metrics">Counts the request.</param>
/// <param name="logger">Logs what must not go wrong.</param>
internal sealed class LogsPipeline(LogsRoutes routes, LogsMetrics metrics, ILogger<LogsPipeline> logger)
{
    // Of whoever went away before the answer, as Loki has it in its metrics.
    private const int ClientClosedRequest = 499;

    /// <summary>Answers a request.</summary>
    public async Task InvokeAsync(HttpContext context)
    {
        var started = TimeProvider.System.GetTimestamp();
        var route = routes.Find(context.Request);
        try
        {
            await route.Handle(context);
        }
        catch (Exception error)
        {
            await AnswerAsync(context, error);
        }
        finally
        {
            metrics.CountRequest(context, route.Name, TimeProvider.System.GetElapsedTime(started));
        }
    }

    private Task AnswerAsync(HttpContext context, Exception error)
    {
        var (status, message) = error switch
        {
            RequestException refusal => (refusal.Status, refusal.Message),
            LogQLNotSupportedException missing =>
                (StatusCodes.Status501NotImplemented, $"This stand-in for Loki does not support {missing.Feature}."),
            LogQLLimitException { Limit: nameof(QueryLimits.Timeout) } => (StatusCodes.Status504GatewayTimeout, error.Message),
            LogQLException => (StatusCodes.Status400BadRequest, error.Message),
            StoreFullException => (StatusCodes.Status500InternalServerError, error.Message),
            _ when UnreadableBody.FindStatus(error) is { } bad => (bad, error.Message),
            InvalidDataException => (StatusCodes.Status400BadRequest, error.Message),
            OperationCanceledException => (ClientClosedRequest, "the request was cancelled"),
            _ => (StatusCodes.Status500InternalServerError, "this stand-in for Loki failed; its log says more"),
        };
        if (status == StatusCodes.Status500InternalServerError)
        {
            var unforeseen = error is StoreFullException ? null : error;
            logger.LogError(unforeseen, "{Method} {Path}: {Problem}", context.Request.Method, context.Request.Path.Value, error.Message);
        }

        if (context.Response.HasStarted)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        return TextAnswers.WriteAsync(context, status, message + "\n");
    }
}
