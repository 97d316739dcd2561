using Observability.Hosting.Model;

namespace Observability.Hosting.Alertmanager;

/// <summary>An Alertmanager, whatever stands behind it.</summary>
public interface IAlertmanager : IAlertReceiver, IDataSourceServer
{
}
