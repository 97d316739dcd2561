namespace Observability.StandIns.Points.Metadata;

/// <summary>Which bucket a database and retention policy of version 1 stand for.</summary>
/// <param name="Id">16 hexadecimal digits.</param>
/// <param name="OrgId">The organisation.</param>
/// <param name="BucketId">The bucket.</param>
/// <param name="Database">Name of the database.</param>
/// <param name="RetentionPolicy">Name of the retention policy.</param>
/// <param name="IsDefault">True for the policy that is meant where none is named.</param>
/// <param name="IsVirtual">True for one that nobody made: every bucket is a database of its name.</param>
internal sealed record DatabaseMapping(
    string Id, string OrgId, string BucketId, string Database, string RetentionPolicy, bool IsDefault, bool IsVirtual = false) : IMetadata;
