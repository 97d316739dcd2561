using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Alloy;

/// <summary>The .NET log shipper that takes Alloy's place; it reads the same file.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class AlloyStandIn(string name) : ProjectResource(name), IAlloy;
