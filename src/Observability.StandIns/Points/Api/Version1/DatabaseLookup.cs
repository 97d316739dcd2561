using Observability.StandIns.Points.Metadata;

namespace Observability.StandIns.Points.Api.Version1;

/// <summary>Finds the bucket that a version 1 client means.</summary>
internal static class DatabaseLookup
{
    /// <summary>The bucket of a database and retention policy; without a policy that of the default one.</summary>
    public static Bucket? Find(PointsMetadata metadata, string orgId, string database, string? policy)
    {
        var mapping = metadata.MappingsOf(orgId)
            .FirstOrDefault(known => known.Database == database && (policy is null ? known.IsDefault : known.RetentionPolicy == policy));
        return mapping is null ? null : metadata.Buckets.Find(mapping.BucketId);
    }
}
