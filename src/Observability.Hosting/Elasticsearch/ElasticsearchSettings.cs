using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Elasticsearch;

/// <summary>What the verbs set on an Elasticsearch.</summary>
/// <param name="password">Password of the user <c>elastic</c>.</param>
internal sealed class ElasticsearchSettings(SecretReference password) : IResourceAnnotation
{
    /// <summary>Password of the user <c>elastic</c>.</summary>
    public SecretReference Password { get; } = password;

    /// <summary>False where everybody may do everything.</summary>
    public bool IsSecured { get; set; } = true;

    /// <summary>Size of the Java heap.</summary>
    public int HeapMiB { get; set; } = ElasticsearchFacts.DefaultHeapMiB;

    /// <summary>Memory of the whole server; the limit of its container and of its pod.</summary>
    public int MemoryMiB { get; set; } = ElasticsearchFacts.DefaultMemoryMiB;

    /// <summary>The indices that are queried, in the order of the verbs.</summary>
    public List<ElasticsearchIndexPattern> Patterns { get; } = [];
}
