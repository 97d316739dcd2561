namespace Aspire.Hosting;

/// <summary>How telemetry is sent with the OpenTelemetry protocol.</summary>
public enum OtlpProtocol
{
    /// <summary>Protocol buffers over gRPC.</summary>
    Grpc = 0,

    /// <summary>Protocol buffers over HTTP.</summary>
    HttpProtobuf = 1,

    /// <summary>JSON over HTTP.</summary>
    HttpJson = 2,
}
