using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>Takes every metric and forgets it: without conditions this output is a port that answers while the program lives.</summary>
internal sealed class HealthOutput : IMetricOutput
{
    /// <inheritdoc />
    public Task<WriteResult> WriteAsync(IReadOnlyList<QueuedMetric> batch, CancellationToken cancellationToken) =>
        Task.FromResult(WriteResult.AcceptAll(batch.Count));

    /// <summary>Answers a request, whatever its path.</summary>
    public static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("OK\n");
    }
}
