using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Loki;

/// <summary>The .NET log store that takes Loki's place; it reads the same configuration, arguments and rules.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class LokiStandIn(string name) : ProjectResource(name), ILoki;
