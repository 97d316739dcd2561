namespace Observability.Hosting.Model;

/// <summary>A server that takes OTLP over HTTP; how is in its <see cref="OtlpReceiverAnnotation"/>.</summary>
public interface IOtlpReceiver : IServer
{
}
