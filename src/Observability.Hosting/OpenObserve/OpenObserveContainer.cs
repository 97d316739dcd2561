using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.OpenObserve;

/// <summary>OpenObserve as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class OpenObserveContainer(string name) : ContainerResource(name), IOpenObserve;
