namespace Observability.Hosting.OpenTelemetryCollector;

/// <summary>How a collector sends to a server.</summary>
internal enum CollectorProtocol
{
    /// <summary>OTLP over HTTP: logs, metrics and traces.</summary>
    Otlp,

    /// <summary>OTLP over HTTP, logs only.</summary>
    OtlpLogs,

    /// <summary>Prometheus' remote write: metrics only.</summary>
    RemoteWrite,
}
