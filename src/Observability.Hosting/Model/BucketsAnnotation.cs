using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>The buckets that a store of points has.</summary>
/// <param name="Find">Their names, once the graph is complete.</param>
internal sealed record BucketsAnnotation(Func<IEnumerable<string>> Find) : IResourceAnnotation;
