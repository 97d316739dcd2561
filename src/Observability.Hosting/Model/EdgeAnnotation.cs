using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Keeps an edge on the resource that opens the connection.</summary>
/// <param name="Edge">The edge.</param>
public sealed record EdgeAnnotation(Edge Edge) : IResourceAnnotation;
