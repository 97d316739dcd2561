using System.Text.Json.Nodes;
using Aspire.Hosting;
using Observability.Hosting.InfluxDB;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.InfluxDB;

public class InfluxDBSetupTests
{
    private const string Token = "canary-token";
    private const string Password = "canary-password";
    private static readonly TimeSpan s_atOnce = TimeSpan.Zero;
    private static readonly InfluxDBBucket s_metrics = new("metrics", TimeSpan.FromDays(30));
    private static readonly InfluxDBBucket s_prices = new("share prices", null);

    [Fact]
    public async Task RunAsync_FirstRun_MakesUserOrganizationBucketsAndDatabases()
    {
        var influxdb = new FakeInfluxDB();
        await using var server = await RecordingServer.StartAsync(influxdb.Answer);

        await RunAsync(server, s_metrics, s_prices);

        var setup = server.Requests.Single(request => request is { Method: "POST", Path: "/api/v2/setup" });
        Assert.Empty(setup.Authorization);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """{"username":"admin","password":"canary-password","org":"observability","bucket":"metrics","retentionPeriodSeconds":2592000,"token":"canary-token"}"""),
            JsonNode.Parse(setup.Body)));
        Assert.Equal(["metrics 2592000", "share prices for ever"], influxdb.Buckets.Select(Describe));
        Assert.Equal(["metrics autogen", "share prices autogen"], influxdb.Databases.Select(database => $"{database["database"]} {database["retention_policy"]}"));
        Assert.All(influxdb.Databases, database => Assert.True(database["default"]!.GetValue<bool>()));
        Assert.Equal(influxdb.Buckets.Select(bucket => $"{bucket["id"]}"), influxdb.Databases.Select(database => $"{database["bucketID"]}"));
    }

    [Fact]
    public async Task RunAsync_SecondRun_OnlyLooks()
    {
        var influxdb = new FakeInfluxDB();
        await using var server = await RecordingServer.StartAsync(influxdb.Answer);
        await RunAsync(server, s_metrics, s_prices);
        var first = server.Requests.Count;

        await RunAsync(server, s_metrics, s_prices);

        Assert.All(server.Requests.Skip(first), request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task RunAsync_VersionThatMapsBucketsByItself_MakesNoDatabase()
    {
        var influxdb = new FakeInfluxDB { MapsByItself = true };
        await using var server = await RecordingServer.StartAsync(influxdb.Answer);

        await RunAsync(server, s_metrics);

        Assert.DoesNotContain("POST /api/v2/dbrps", server.Lines);
    }

    [Fact]
    public async Task RunAsync_RetentionChanged_ChangesTheBucketWithItsShardGroups()
    {
        var influxdb = new FakeInfluxDB();
        await using var server = await RecordingServer.StartAsync(influxdb.Answer);
        await RunAsync(server, s_metrics, s_prices);

        await RunAsync(server, s_metrics with { Retention = null }, s_prices with { Retention = TimeSpan.FromHours(6) });

        Assert.Equal(["metrics for ever", "share prices 21600"], influxdb.Buckets.Select(Describe));
        var shortened = server.Requests.Last(request => request.Method == "PATCH");
        Assert.Equal("""{"retentionRules":[{"type":"expire","everySeconds":21600,"shardGroupDurationSeconds":3600}]}""", shortened.Body);
    }

    [Fact]
    public async Task RunAsync_OrganizationChanged_MakesTheNewOneAndItsBuckets()
    {
        var influxdb = new FakeInfluxDB();
        await using var server = await RecordingServer.StartAsync(influxdb.Answer);
        await RunAsync(server, s_metrics);

        await new InfluxDBSetup("influxdb", server.Client, Plan([s_metrics]) with { Organization = "Zwei & Co" }, s_atOnce)
            .RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(["observability", "Zwei & Co"], influxdb.Organizations.Keys);
        Assert.Equal(["metrics", "metrics"], influxdb.Buckets.Select(bucket => $"{bucket["name"]}"));
    }

    [Fact]
    public async Task RunAsync_ServerHasAnotherToken_SaysWhyAndBothRemedies()
    {
        var influxdb = new FakeInfluxDB { Token = "somebody else's" };
        await using var server = await RecordingServer.StartAsync(influxdb.Answer);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(server, s_metrics));

        Assert.Equal(
            "Resource 'influxdb': GET /api/v2/orgs?org=observability answered 401: unauthorized access. This server was set up with another "
            + "token than the parameter 'influxdb-token' holds: either the user secrets were lost or the data are another AppHost's. Put the old "
            + "token back (dotnet user-secrets set Parameters:influxdb-token …), or begin anew by deleting the volume influxdb-data.",
            error.Message);
    }

    [Fact]
    public async Task RunAsync_ServerFails_QuotesItWithoutTheSecrets()
    {
        await using var server = await RecordingServer.StartAsync(request => request.Method == "GET"
            ? new RecordedAnswer(200, """{"allowed":true}""")
            : FakeInfluxDB.Fail(500, "internal error", $"cannot store {Token} of {Password}: disk full"));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(server, s_metrics));

        Assert.Equal("Resource 'influxdb': POST /api/v2/setup answered 500: cannot store *** of ***: disk full", error.Message);
        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_AnswerToTheFirstRequestGotLost_GoesOn()
    {
        var influxdb = new FakeInfluxDB();
        await using var server = await RecordingServer.StartAsync(request =>
        {
            var answer = influxdb.Answer(request);
            return request is { Method: "POST", Path: "/api/v2/setup" } ? influxdb.Answer(request) : answer;
        });

        await RunAsync(server, s_metrics);

        Assert.Equal(["metrics 2592000"], influxdb.Buckets.Select(Describe));
    }

    [Fact]
    public async Task RunAsync_SomebodyElseSetItUpMeanwhile_SaysThatTheTokenIsNotOurs()
    {
        var influxdb = new FakeInfluxDB();
        await using var server = await RecordingServer.StartAsync(request =>
        {
            if (request is { Method: "POST", Path: "/api/v2/setup" })
            {
                influxdb.Token = "somebody else's";
            }

            return influxdb.Answer(request);
        });

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(server, s_metrics));

        Assert.Contains("set up with another token than the parameter 'influxdb-token' holds", error.Message, StringComparison.Ordinal);
        Assert.Empty(influxdb.Buckets);
    }

    [Fact]
    public void Plan_ToString_HasNoSecret() => Assert.Equal("observability: metrics", Plan([s_metrics]).ToString());

    [Theory]
    [InlineData(1, 3_600)]
    [InlineData(47, 3_600)]
    [InlineData(48, 86_400)]
    [InlineData(24 * 180, 86_400)]
    [InlineData(24 * 365, 604_800)]
    public void Bucket_Retention_GivesTheServersOwnShardGroups(int hours, long seconds) =>
        Assert.Equal(seconds, new InfluxDBBucket("b", TimeSpan.FromHours(hours)).ShardGroupSeconds);

    private static string Describe(JsonObject bucket) =>
        $"{bucket["name"]} {(bucket["retentionRules"] is JsonArray { Count: > 0 } rules ? rules[0]!["everySeconds"]!.ToJsonString() : "for ever")}";

    private static Task RunAsync(RecordingServer server, params InfluxDBBucket[] buckets) =>
        new InfluxDBSetup("influxdb", server.Client, Plan(buckets), s_atOnce).RunAsync(TestContext.Current.CancellationToken);

    private static InfluxDBPlan Plan(IReadOnlyList<InfluxDBBucket> buckets) =>
        new(Password, Token, "observability", buckets, "influxdb-token", "the volume influxdb-data");
}
