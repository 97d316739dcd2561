namespace Observability.Hosting.Model;

/// <summary>A server that takes alerts over the Alertmanager API (v2) on its <c>http</c> endpoint.</summary>
public interface IAlertReceiver : IServer
{
}
