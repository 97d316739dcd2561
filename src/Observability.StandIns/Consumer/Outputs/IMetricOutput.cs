using Observability.StandIns.Consumer.Routing;

namespace Observability.StandIns.Consumer.Outputs;

/// <summary>Where metrics are written.</summary>
internal interface IMetricOutput
{
    /// <summary>Writes a batch; whatever can go wrong with a store is in the result.</summary>
    Task<WriteResult> WriteAsync(IReadOnlyList<QueuedMetric> batch, CancellationToken cancellationToken);
}
