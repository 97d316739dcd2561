namespace Observability.StandIns.Points.Metadata;

/// <summary>Who and what there is.</summary>
/// <param name="file">Where it is kept.</param>
/// <param name="clock">The time.</param>
internal sealed class PointsMetadata(MetadataFile file, TimeProvider clock)
{
    // https://docs.influxdata.com/influxdb/v2/reference/internals/system-buckets/
    private const long MonitoringSeconds = 7 * 86_400;
    private const long TasksSeconds = 3 * 86_400;
    private readonly Lock _setup = new();

    /// <summary>The organisations.</summary>
    public MetadataSet<Organization> Organizations { get; } = new(file);

    /// <summary>The buckets.</summary>
    public MetadataSet<Bucket> Buckets { get; } = new(file);

    /// <summary>The users.</summary>
    public MetadataSet<User> Users { get; } = new(file);

    /// <summary>The tokens.</summary>
    public MetadataSet<Authorization> Authorizations { get; } = new(file);

    /// <summary>The mappings that somebody made.</summary>
    public MetadataSet<DatabaseMapping> Mappings { get; } = new(file);

    /// <summary>True until the first user is made.</summary>
    public bool IsSetupAllowed => Users.All.Count == 0;

    /// <summary>Makes the first user, organisation, bucket and token; null where that has happened already.</summary>
    public (User User, Organization Organization, Bucket Bucket, Authorization Authorization)? SetUp(
        string userName, string password, string organization, string bucket, long retentionSeconds, string token)
    {
        lock (_setup)
        {
            if (!IsSetupAllowed)
            {
                return null;
            }

            // A set-up that was cut off half-way is done again over what it left.
            var org = AddOrganization(organization, string.Empty) ?? Organizations.All.First(known => known.Name == organization);
            var first = AddBucket(org.Id, bucket, string.Empty, retentionSeconds, null)
                ?? Buckets.All.First(known => known.OrgId == org.Id && known.Name == bucket);
            var userId = Identifier.New();
            var all =
                Permission.Types.SelectMany(type =>
                new[] { new Permission("read", type, null, null), new Permission("write", type, null, null) });
            var authorization = AddAuthorization(token, org.Id, userId, $"{userName}'s Token", [.. all]);

            // Last: only with the user is it done.
            return (Users.Save(new User(userId, userName, Identifier.HashPassword(password))), org, first, authorization);
        }
    }

    /// <summary>Adds an organisation with the two buckets that the server makes itself; null where the name is taken.</summary>
    public Organization? AddOrganization(string name, string description)
    {
        var now = clock.GetUtcNow();
        var organization =
            Organizations.TryAdd(new Organization(Identifier.New(), name, description, now, now), known => known.Name == name);
        if (organization is not null)
        {
            AddSystemBucket(organization.Id, "_tasks", "System bucket for task logs", TasksSeconds);
            AddSystemBucket(organization.Id, "_monitoring", "System bucket for monitoring logs", MonitoringSeconds);
        }

        return organization;
    }

    /// <summary>Adds a bucket; null where the name is taken.</summary>
    public Bucket? AddBucket(string orgId, string name, string description, long retentionSeconds, long? shardGroupSeconds)
    {
        var now = clock.GetUtcNow();
        var shards = shardGroupSeconds is > 0 ? shardGroupSeconds.Value : Bucket.ShardGroupOf(retentionSeconds);
        return Buckets.TryAdd(
            new Bucket(Identifier.New(), orgId, name, description, retentionSeconds, shards, false, now, now),
            known => known.OrgId == orgId && known.Name == name);
    }

    /// <summary>Adds a token.</summary>
    public Authorization AddAuthorization(string token, string orgId, string userId, string description,
        IReadOnlyList<Permission> permissions)
    {
        var now = clock.GetUtcNow();
        return Authorizations.Save(
            new Authorization(Identifier.New(), Identifier.Hash(token), orgId, userId, description, true, permissions, now, now));
    }

    /// <summary>The token's authorization, or null.</summary>
    public Authorization? Authenticate(string token)
    {
        var hash = Identifier.Hash(token);
        return Authorizations.All.FirstOrDefault(known => known.TokenHash == hash);
    }

    /// <summary>
    /// The mappings of an organisation: those that somebody made, and one of every bucket that has none
    /// (https://docs.influxdata.com/influxdb/v2/query-data/influxql/dbrp/): <c>db/rp</c> by its two parts, else <c>autogen</c>.
    /// </summary>
    public IEnumerable<DatabaseMapping> MappingsOf(string orgId)
    {
        var made = Mappings.All.Where(mapping => mapping.OrgId == orgId).ToList();
        foreach (var bucket in Buckets.All.Where(bucket =>
            bucket.OrgId == orgId && made.TrueForAll(mapping => mapping.BucketId != bucket.Id)))
        {
            var (database, policy) = bucket.Name.Split('/', 2) is [var db, var rp] ? (db, rp) : (bucket.Name, "autogen");
            if (!made.Exists(mapping => mapping.Database == database && mapping.RetentionPolicy == policy))
            {
                var isDefault = !made.Exists(mapping => mapping.Database == database);
                made.Add(new DatabaseMapping(bucket.Id, orgId, bucket.Id, database, policy, isDefault, IsVirtual: true));
            }
        }

        return made;
    }

    private void AddSystemBucket(string orgId, string name, string description, long retentionSeconds)
    {
        var now = clock.GetUtcNow();
        Buckets.Save(new Bucket(
            Identifier.New(), orgId, name, description, retentionSeconds, Bucket.ShardGroupOf(retentionSeconds), true, now, now));
    }
}
