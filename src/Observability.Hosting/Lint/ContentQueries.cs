using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Lint;

/// <summary>The queries of the whole graph's content, read once for all checks.</summary>
internal sealed class ContentQueries(DistributedApplicationModel model)
{
    private readonly Lazy<ILookup<QueryLanguage, ContentQuery>> _queries = new(() => model.Resources
        .SelectMany(resource => resource.Annotations.OfType<ContentQueriesAnnotation>())
        .SelectMany(annotation => annotation.Find())
        .ToLookup(query => query.Language));

    /// <summary>Those in one language, in the order of the graph.</summary>
    public IEnumerable<ContentQuery> In(QueryLanguage language) => _queries.Value[language];
}
