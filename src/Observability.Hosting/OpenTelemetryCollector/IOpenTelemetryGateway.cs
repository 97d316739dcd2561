using Observability.Hosting.Model;

namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>An OpenTelemetry Collector that takes OTLP for the stack and hands it on, whatever stands behind it.</summary>
public interface IOpenTelemetryGateway : IOtlpReceiver
{
}
