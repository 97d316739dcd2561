using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Telegraf;

/// <summary>Telegraf as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class TelegrafContainer(string name) : ContainerResource(name), ITelegraf;
