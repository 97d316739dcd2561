namespace Observability.Hosting.Model;

/// <summary>A server that takes samples over Prometheus' remote write; how is in its <see cref="MetricStoreAnnotation"/>.</summary>
public interface IMetricStore : IServer
{
}
