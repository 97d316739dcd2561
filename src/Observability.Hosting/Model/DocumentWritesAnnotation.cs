using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>The documents that a server writes.</summary>
/// <param name="Find">Says it once the graph is complete.</param>
internal sealed record DocumentWritesAnnotation(Func<IEnumerable<DocumentWrite>> Find) : IResourceAnnotation;
