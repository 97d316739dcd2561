using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Keeps a system's facts on its resource, for whoever renders it elsewhere.</summary>
/// <param name="Facts">The facts.</param>
public sealed record ServerFactsAnnotation(ServerFacts Facts) : IResourceAnnotation;
