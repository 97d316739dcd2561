using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>The indices that a store of documents has been told of.</summary>
/// <param name="Find">Their patterns, once the graph is complete.</param>
internal sealed record DocumentPatternsAnnotation(Func<IEnumerable<DocumentPattern>> Find) : IResourceAnnotation;
