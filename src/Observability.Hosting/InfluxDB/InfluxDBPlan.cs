namespace Observability.Hosting.InfluxDB;

/// <summary>What the set-up makes sure of.</summary>
/// <param name="Password">Password of the first user.</param>
/// <param name="Token">The operator token.</param>
/// <param name="Organization">Organisation that owns the buckets.</param>
/// <param name="Buckets">The buckets, at least one.</param>
/// <param name="TokenName">Name of the parameter that holds the token, for messages.</param>
/// <param name="DataPlace">Where the data lie, for messages.</param>
internal sealed record InfluxDBPlan(
    string Password, string Token, string Organization, IReadOnlyList<InfluxDBBucket> Buckets, string TokenName, string DataPlace)
{
    /// <summary>The plan without its secrets.</summary>
    public override string ToString() => $"{Organization}: {string.Join(", ", Buckets.Select(bucket => bucket.Name))}";
}
