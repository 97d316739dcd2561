namespace Observability.StandIns.Points.Storage;

/// <summary>A measurement of a bucket: the type of each of its fields, and its series.</summary>
/// <param name="bucket">The bucket that it is in.</param>
/// <param name="name">Its name.</param>
internal sealed class Measurement(BucketIndex bucket, string name)
{
    /// <summary>The bucket that it is in.</summary>
    public BucketIndex Bucket => bucket;

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Type of each field: a field has one type in all series; under the bucket's lock.</summary>
    public Dictionary<string, FieldType> Fields { get; } = new(StringComparer.Ordinal);

    /// <summary>Its series; under the bucket's lock.</summary>
    public List<Series> Series { get; } = [];
}
