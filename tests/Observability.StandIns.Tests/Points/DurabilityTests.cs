using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace Observability.StandIns.Tests.Points;

/// <summary>What was acknowledged is there, whatever happened to the process or the disk.</summary>
[Tier(Tier.Process)]
public sealed class DurabilityTests
{
    private const int PointsOfARequest = 200;
    private const int Writers = 4;

    [Fact]
    public async Task Kill_InTheMiddleOfWrites_EveryAcknowledgedPointIsThere()
    {
        Requires.Linux();
        using var folder = new TemporaryFolder();
        var acknowledged = new ConcurrentDictionary<long, byte>();
        for (var round = 0; round < 4; round++)
        {
            await using var server = await RunningPoints.StartVersion2Async(StandInBackend.Command, folder.Path);
            await AssertThereAsync(server, acknowledged.Keys);
            var writers =
                Enumerable.Range(0, Writers).Select(writer =>
                WriteUntilItFailsAsync(server, ((round * Writers) + writer) * 1_000_000L, acknowledged)).ToList();
            var before = acknowledged.Count;
            await Eventually.HoldsAsync("some writes are acknowledged", () =>
                acknowledged.Count > before + (40 * PointsOfARequest), Deadline.ServerReady);

            server.KillAtOnce();
            await Task.WhenAll(writers);
        }

        await using var last = await RunningPoints.StartVersion2Async(StandInBackend.Command, folder.Path);
        await AssertThereAsync(last, acknowledged.Keys);
    }

    [Fact]
    public async Task Stop_Asked_EndsWithoutAnErrorAndKeepsAll()
    {
        Requires.Linux();
        using var folder = new TemporaryFolder();
        await using (var server = await RunningPoints.StartVersion2Async(StandInBackend.Command, folder.Path))
        {
            await server.WriteAsync("m v=1 1\nm v=2 2");
            Assert.Equal(0, await server.StopAsync());
        }

        await using var again = await RunningPoints.StartVersion2Async(StandInBackend.Command, folder.Path);

        Assert.Contains("[[1,1],[2,2]]", (await again.InfluxQLAsync("SELECT v FROM m", "&epoch=s")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_Full_WritesAreRefusedAndNothingAcknowledgedIsLost()
    {
        using var disk = await SmallDisk.MountAsync(megabytes: 6);
        var ballast = Path.Combine(disk.Path, "ballast");
        await File.WriteAllBytesAsync(ballast, new byte[2_000_000], TestContext.Current.CancellationToken);
        var acknowledged = new ConcurrentDictionary<long, byte>();
        await using (var server = await RunningPoints.StartVersion2Async(StandInBackend.Command, disk.Path))
        {
            var refusal = await WriteUntilItFailsAsync(server, 0, acknowledged);
            Assert.Equal((HttpStatusCode.InternalServerError, "internal error"), (refusal!.Status, refusal.Code));
            Assert.Contains("unexpected error writing points to database", refusal.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await server.SendAsync(HttpMethod.Get, "/health")).Status);
            await AssertThereAsync(server, acknowledged.Keys);

            File.Delete(ballast);
            Assert.Equal(HttpStatusCode.NoContent, (await server.WriteAsync("d v=1 900000000")).Status);
            acknowledged.TryAdd(900_000_000, 0);
            server.KillAtOnce();
        }

        await using var again = await RunningPoints.StartVersion2Async(StandInBackend.Command, disk.Path);
        await AssertThereAsync(again, acknowledged.Keys);
    }

    private static async Task<Reply?> WriteUntilItFailsAsync(RunningPoints server, long first, ConcurrentDictionary<long,
        byte> acknowledged)
    {
        while (true)
        {
            var begin = first;
            Reply answer;
            try
            {
                answer = await server.WriteAsync(string.Join('\n',
                    Enumerable.Range(0, PointsOfARequest).Select(i => $"d v={i},text=\"some text {i}\" {begin + i}")));
            }
            catch (HttpRequestException)
            {
                return null;
            }

            if (answer.Status != HttpStatusCode.NoContent)
            {
                return answer;
            }

            for (var i = 0; i < PointsOfARequest; i++)
            {
                acknowledged.TryAdd(begin + i, 0);
            }

            first += PointsOfARequest;
        }
    }

    private static async Task AssertThereAsync(RunningPoints server, IEnumerable<long> acknowledged)
    {
        using var answer = JsonDocument.Parse((await server.InfluxQLAsync("SELECT v FROM d", "&epoch=s")).Text);
        var found = answer.RootElement.GetProperty("results")[0].TryGetProperty("series", out var series)
            ? series[0].GetProperty("values").EnumerateArray().Select(row => row[0].GetInt64()).ToHashSet()
            : [];

        Assert.Empty(acknowledged.Except(found));
    }
}
