using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Where a resource's content is that asks other resources.</summary>
/// <param name="Find">Reads it; what cannot be read is left to the check of its own format.</param>
internal sealed record ContentQueriesAnnotation(Func<IEnumerable<ContentQuery>> Find) : IResourceAnnotation;
