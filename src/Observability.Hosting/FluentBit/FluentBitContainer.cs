using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.FluentBit;

/// <summary>Fluent Bit as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class FluentBitContainer(string name) : ContainerResource(name), IFluentBit;
