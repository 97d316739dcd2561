using System.Globalization;
using System.Text.Json;

namespace Observability.StandIns.Tests.Points;

/// <summary>
/// The same points and the same queries to the stand-in and to Debian's InfluxDB 1.6: the answers are equal. No two series have a
/// point of the same time, because the server does not promise in which order it takes those.
/// </summary>
[Tier(Tier.Process)]
public sealed class InfluxQLDifferentialTests
{
    private static readonly string s_corpus =
        Repository.Combine("tests", "Observability.StandIns.Tests", "Points", "Corpus", "influxql.txt");

    [Fact]
    public async Task Queries_OfTheCorpus_AreAnsweredAsByTheServer()
    {
        using var ownFolder = new TemporaryFolder();
        using var otherFolder = new TemporaryFolder();
        await using var server = await ((IPointsBackend)new InfluxDB1Backend()).StartAsync(otherFolder.Path);
        await using var standIn = await ((IPointsBackend)new StandInBackend()).StartAsync(ownFolder.Path);
        foreach (var target in new[] { server, standIn })
        {
            var written = await target.SendAsync(HttpMethod.Post, $"/write?db={RunningPoints.Bucket}&precision=s", Points());
            Assert.Equal(System.Net.HttpStatusCode.NoContent, written.Status);
        }

        var differences = new List<string>();
        foreach (var query in (await File.ReadAllLinesAsync(s_corpus, TestContext.Current.CancellationToken)).Select(line =>
            line.Replace("\"b\"", "\"main\"", StringComparison.Ordinal).Replace(" ON b", " ON main", StringComparison.Ordinal)))
        {
            var (theirs, own) = (await server.InfluxQLAsync(query), await standIn.InfluxQLAsync(query));
            var (expected, actual) = (Describe(theirs), Describe(own));
            if (expected != actual)
            {
                differences.Add($"{query}\n  server:   {expected}\n  stand-in: {actual}");
            }
        }

        Assert.Empty(differences);
    }

    private static string Points()
    {
        var random = new Random(29);
        var lines = new List<string>();
        foreach (var (host, offset) in new[] { ("a,region=eu", 0), ("b,region=us", 1), ("c", 2) })
        {
            for (var i = 0; i < 60; i++)
            {
                if (random.Next(4) == 0)
                {
                    continue;
                }

                var (number, time) = (random.Next(-5, 50), 1_600_000_000 + (i * 10) + offset);
                lines.Add(string.Create(CultureInfo.InvariantCulture,
                    $"cpu,host={host} v={random.Next(10_000) / 100d},n={number}i {time}"));
                if (random.Next(3) == 0)
                {
                    lines.Add($"cpu,host={host} s=\"t{number}\",ok={(number % 2 == 0 ? "true" : "false")} {time}");
                }
            }
        }

        lines.AddRange(Enumerable.Range(0, 20).Select(i => $"mem,host=a used={i * i}i {1_600_000_000 + (i * 60)}"));
        lines.AddRange(Enumerable.Range(0, 5).Select(i => $"mem\\ x,ho\\ st=a\\,b us\\ ed={i} {1_600_000_000 + (i * 60)}"));
        return string.Join('\n', lines);
    }

    private static string Describe(Reply reply) =>
        $"{(int)reply.Status} {Describe(reply.Json.TryGetProperty("error", out var error) ? error : reply.Json)}";

    // Sums of floating-point numbers depend on their order: nine digits are compared.
    private static string Describe(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object =>
            "{" + string.Join(", ", json.EnumerateObject().Select(property => $"{property.Name}: {Describe(property.Value)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(", ", json.EnumerateArray().Select(Describe)) + "]",
        JsonValueKind.Number when json.GetRawText().AsSpan().ContainsAny(".eE") =>
            json.GetDouble().ToString("G9", CultureInfo.InvariantCulture),
        _ => json.GetRawText(),
    };
}
