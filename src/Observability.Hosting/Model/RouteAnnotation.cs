using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Keeps a route on its target, which must know the URL that people see.</summary>
/// <param name="Route">The route.</param>
public sealed record RouteAnnotation(Route Route) : IResourceAnnotation;
