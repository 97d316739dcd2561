namespace Observability.Hosting.Model;

/// <summary>A server that takes points over InfluxDB's v2 write API; how is in its <see cref="PointStoreAnnotation"/>.</summary>
public interface IPointStore : IServer
{
}
