using Observability.StandIns.Consumer.Model;

namespace Observability.StandIns.Consumer.Routing;

/// <summary>A metric that waits for its output.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Message">The message that it comes from, or null.</param>
internal readonly record struct QueuedMetric(Metric Metric, Message? Message);
