using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Alertmanager;

/// <summary>Alertmanager as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class AlertmanagerContainer(string name) : ContainerResource(name), IAlertmanager;
