namespace Observability.Hosting.Model;

/// <summary>A server that takes log lines over Loki's push API; how is in its <see cref="LogStoreAnnotation"/>.</summary>
public interface ILogStore : IServer
{
}
