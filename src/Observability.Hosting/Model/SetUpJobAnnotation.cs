using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>What is to be done to a server once in a cluster.</summary>
/// <param name="Create">Says it once the graph is complete; null where there is nothing to do.</param>
public sealed record SetUpJobAnnotation(Func<SetUpJob?> Create) : IResourceAnnotation;
