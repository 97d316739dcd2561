using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Alloy;

/// <summary>Alloy as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class AlloyContainer(string name) : ContainerResource(name), IAlloy;
