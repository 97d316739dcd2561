using Observability.StandIns.Documents.Dates;

namespace Observability.StandIns.Documents.Aggregations;

/// <summary>What a terms aggregation is made of.</summary>
/// <param name="Source">The values.</param>
/// <param name="Size">Most buckets.</param>
internal sealed record TermsOptions(Source Source, int Size)
{
    /// <summary>The order of the buckets.</summary>
    public BucketOrder Order { get; init; } = BucketOrder.MostFirst;

    /// <summary>Buckets with fewer documents are left out.</summary>
    public long LeastCount { get; init; } = 1;

    /// <summary>Tells which values get a bucket; null is all.</summary>
    public Func<string, bool>? Includes { get; init; }

    /// <summary>Tells which values get none; null is none.</summary>
    public Func<string, bool>? Excludes { get; init; }

    /// <summary>How dates are written; null where it is the field's way.</summary>
    public DateFormat? Format { get; init; }

    /// <summary>True where a value gets a bucket.</summary>
    public bool Takes(string value) => (Includes is null || Includes(value)) && (Excludes is null || !Excludes(value));
}
