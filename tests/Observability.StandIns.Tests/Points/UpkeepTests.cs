using System.Text;
using Observability.StandIns.Points;
using Observability.StandIns.Points.Api;
using Observability.StandIns.Points.LineProtocol;
using Observability.StandIns.Points.Metadata;
using Observability.StandIns.Points.Storage;
using Observability.StandIns.Tests.Identity;

namespace Observability.StandIns.Tests.Points;

/// <summary>Points that a bucket keeps no longer are deleted in the background, and organisations and tokens survive a restart.</summary>
public sealed class UpkeepTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task EnforceRetention_TimeGoesBy_OldPointsGoAndOtherBucketsKeepTheirs()
    {
        using var file = new MetadataFile(_folder.Combine("metadata"));
        await using var store = new PointStore(_folder.Combine("points"));
        var services = new PointsServices(new PointsMetadata(file, _clock), store, new PointsMetrics(), _clock);
        var setup = services.Metadata.SetUp("admin", "password", "org", "hour", 3_600, "token")!.Value;
        var ever = services.Metadata.AddBucket(setup.Organization.Id, "ever", "", 0, null)!;
        foreach (var bucket in new[] { setup.Bucket, ever })
        {
            var lines = Encoding.UTF8.GetBytes($"old v=1 {services.Now - 3_000_000_000_000}\nnew v=1 {services.Now}");
            var outcome =
                new PointResolver(store).Resolve(store.Bucket(bucket.Id), LineProtocolParser.Parse(lines, 1, services.Now),
                bucket.OldestTime(services.Now));
            Assert.Equal(0, outcome.Dropped);
            await store.WriteAsync(outcome.Rows, TestContext.Current.CancellationToken);
        }

        await store.FlushAsync(TestContext.Current.CancellationToken);
        var sizes = await store.ReadSizesAsync(TestContext.Current.CancellationToken);
        _clock.Advance(1_800);
        await PointsUpkeep.EnforceRetentionAsync(services, TestContext.Current.CancellationToken);

        var after = await store.ReadSizesAsync(TestContext.Current.CancellationToken);
        Assert.Equal(sizes[ever.Id], after[ever.Id]);
        Assert.InRange(after[setup.Bucket.Id], 1, sizes[setup.Bucket.Id] - 1);
        Assert.Equal(["new"], store.Bucket(setup.Bucket.Id).Measurements.Keys);
        Assert.Equal(["new", "old"], store.Bucket(ever.Id).Measurements.Keys);
    }

    [Theory]
    [InlineData(0, long.MinValue)]
    [InlineData(3_600, 1_790_000_000_000_000_000 - 3_600_000_000_000)]
    [InlineData(9_000_000_000, 1_790_000_000_000_000_000 - 9_000_000_000_000_000_000)]
    [InlineData(18_000_000_000, long.MinValue)]
    [InlineData(long.MaxValue, long.MinValue)]
    public void OldestTime_OfARetention_IsNeverInTheFuture(long seconds, long oldest) => Assert.Equal(
        oldest,
        new Bucket("b", "o", "b", "", seconds, 0, false, default, default).OldestTime(1_790_000_000_000_000_000));

    [Fact]
    public void SetUp_OpenedAgain_IsDoneAndTheTokenIsKnown()
    {
        using (var file = new MetadataFile(_folder.Combine("metadata")))
        {
            Assert.NotNull(new PointsMetadata(file, _clock).SetUp("admin", "password", "org", "bucket", 0, "token"));
        }

        using var again = new MetadataFile(_folder.Combine("metadata"));
        var metadata = new PointsMetadata(again, _clock);

        Assert.False(metadata.IsSetupAllowed);
        Assert.Null(metadata.SetUp("other", "password", "org", "bucket", 0, "other"));
        Assert.True(metadata.Authenticate("token")!.Allows("write", "buckets", "any", "any"));
        Assert.Null(metadata.Authenticate("other"));
        Assert.Equal(["_monitoring", "_tasks", "bucket"], metadata.Buckets.All.Select(bucket => bucket.Name).Order(StringComparer.Ordinal));
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
