using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Elasticsearch;
using Observability.Hosting.Model;

namespace Aspire.Hosting;

public static partial class ElasticsearchBuilderExtensions
{
    private const int LongestUid = 40;

    /// <summary>
    /// Sets the size of the Java heap, and the memory of the whole server, which is the limit of its container and of its pod.
    /// Default: 512 of 1,024 MiB.
    /// </summary>
    /// <param name="builder">The Elasticsearch.</param>
    /// <param name="heapMiB">Size of the heap in MiB, 384 to 31,744; more than 256 MiB have proven necessary.</param>
    /// <param name="memoryMiB">Memory in MiB; null (default) is twice the heap, at least 1,024.</param>
    /// <exception cref="ArgumentOutOfRangeException">The heap is too small or too large, or more than half of the memory.</exception>
    public static IResourceBuilder<IElasticsearch> WithHeap(
        this IResourceBuilder<IElasticsearch> builder, int heapMiB, int? memoryMiB = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentOutOfRangeException.ThrowIfLessThan(heapMiB, ElasticsearchFacts.MinimumHeapMiB);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(heapMiB, ElasticsearchFacts.MaximumHeapMiB);
        var memory = memoryMiB ?? Math.Max(2 * heapMiB, ElasticsearchFacts.DefaultMemoryMiB);
        if (heapMiB > memory / 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(heapMiB), heapMiB, $"At most half of the memory ({memory} MiB) may be heap: buffers, code and the file cache need the rest.");
        }

        var settings = GetSettings(builder.Resource);
        settings.HeapMiB = heapMiB;
        settings.MemoryMiB = memory;
        return builder;
    }

    /// <summary>Lets everybody who reaches the server do everything, on the laptop and in a cluster; it then has no password.</summary>
    public static IResourceBuilder<IElasticsearch> WithoutSecurity(this IResourceBuilder<IElasticsearch> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var settings = GetSettings(builder.Resource);
        settings.IsSecured = false;
        builder.ApplicationBuilder.Resources.Remove(settings.Password.Parameter);
        return builder.WithAnnotation(new DocumentStoreAnnotation(null, null), ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>
    /// Names indices that belong together. Each pattern is a data source, <c>&lt;resource&gt;-&lt;slug&gt;</c>, where the slug is the
    /// pattern's letters and digits with hyphens between them (<c>elasticsearch-telegraf</c> for <c>telegraf-*</c>). On the laptop new
    /// indices get no replica, times as dates and texts as keywords by an index template, which is put when the server is ready.
    /// </summary>
    /// <param name="builder">The Elasticsearch.</param>
    /// <param name="pattern">Name of an index, or several by <c>*</c>: <c>telegraf-*</c>.</param>
    /// <param name="timeField">Field with the time of a document.</param>
    /// <param name="interval">
    /// How often a new index begins, where the names end in its date (UTC): <c>telegraf-2026.11.25</c> is daily. Queries then ask
    /// only the indices of their time range. Null (default) asks all.
    /// </param>
    /// <param name="messageField">Field with the text of a log line, which is indexed for full-text search; null where there is none.</param>
    /// <param name="levelField">Field with the level of a log line; null where there is none.</param>
    /// <exception cref="ArgumentException">
    /// The pattern breaks the rules for names of indices or names every index, its slug is taken, or the data source's identifier
    /// would be longer than 40 characters.
    /// </exception>
    public static IResourceBuilder<IElasticsearch> WithIndexPattern(
        this IResourceBuilder<IElasticsearch> builder,
        string pattern,
        string timeField = "@timestamp",
        ElasticsearchInterval? interval = null,
        string? messageField = null,
        string? levelField = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(pattern);
        ArgumentException.ThrowIfNullOrWhiteSpace(timeField);
        var added = new ElasticsearchIndexPattern(pattern, timeField, interval, messageField, levelField);
        if (added.FindMistake() is { } mistake)
        {
            throw new ArgumentException($"'{pattern}' is no index pattern: {mistake}.", nameof(pattern));
        }

        var settings = GetSettings(builder.Resource);
        if (settings.Patterns.Find(known => known.Slug == added.Slug) is { } taken)
        {
            throw new ArgumentException($"'{pattern}' would get the data source that '{taken.Pattern}' has.", nameof(pattern));
        }

        var uid = ElasticsearchDataSources.Uid(builder.Resource.Name, added);
        if (uid.Length > LongestUid)
        {
            throw new ArgumentException($"The data source '{uid}' has more than {LongestUid} characters: shorten the pattern or the resource's name.", nameof(pattern));
        }

        settings.Patterns.Add(added);
        return builder;
    }

    private static ElasticsearchSettings GetSettings(IElasticsearch elasticsearch) =>
        elasticsearch.Annotations.OfType<ElasticsearchSettings>().Last();
}
