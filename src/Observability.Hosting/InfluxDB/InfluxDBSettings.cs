using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.InfluxDB;

/// <summary>What the verbs set on an InfluxDB.</summary>
/// <param name="Token">Operator token: may read and write everything.</param>
/// <param name="Password">Password of the first user, for the user interface.</param>
internal sealed record InfluxDBSettings(SecretReference Token, SecretReference Password) : IResourceAnnotation
{
    private readonly List<InfluxDBBucket> _buckets = [];

    /// <summary>Organisation that owns the buckets.</summary>
    public string Organization { get; set; } = InfluxDBFacts.DefaultOrganization;

    /// <summary>The buckets, of which the first is the default; never empty.</summary>
    public IReadOnlyList<InfluxDBBucket> Buckets => _buckets.Count > 0 ? _buckets : [new InfluxDBBucket(InfluxDBFacts.DefaultBucket, null)];

    /// <summary>Adds a bucket unless one of its name is there.</summary>
    public bool TryAdd(InfluxDBBucket bucket)
    {
        if (_buckets.Exists(known => known.Name == bucket.Name))
        {
            return false;
        }

        _buckets.Add(bucket);
        return true;
    }
}
