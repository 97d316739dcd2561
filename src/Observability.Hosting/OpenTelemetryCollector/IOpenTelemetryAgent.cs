using Observability.Hosting.Model;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>An OpenTelemetry Collector on every node of a cluster, for what only the node itself can tell.</summary>
public interface IOpenTelemetryAgent : IServer
{
}
