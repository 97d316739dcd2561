using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Telegraf;

/// <summary>The .NET program that takes Telegraf's place; it reads the same file.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class TelegrafStandIn(string name) : ProjectResource(name), ITelegraf;
