using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>Keeps the data sources of a store on it.</summary>
/// <param name="Create">Makes them when the graph is complete: later verbs may still change the store.</param>
public sealed record DataSourcesAnnotation(Func<IReadOnlyList<DataSource>> Create) : IResourceAnnotation;
