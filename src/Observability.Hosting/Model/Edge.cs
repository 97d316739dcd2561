using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>
/// One connection between two resources. Builder verbs make it; wiring, start order, network policies and data-flow
/// tests are read off it.
/// </summary>
/// <param name="Kind">What flows.</param>
/// <param name="From">The resource that opens the connection.</param>
/// <param name="To">The endpoint that takes it.</param>
public sealed record Edge(EdgeKind Kind, IResource From, EndpointReference To);
