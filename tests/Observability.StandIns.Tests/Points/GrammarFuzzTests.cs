using Observability.StandIns.Points.Api;
using Observability.StandIns.Points.Flux;
using Observability.StandIns.Points.InfluxQL;
using Observability.StandIns.Points.InfluxQL.Execution;
using Observability.StandIns.Points.InfluxQL.Syntax;

namespace Observability.StandIns.Tests.Points;

/// <summary>Queries that are right, cut up and put together again: each is answered or refused, and none crashes or hangs.</summary>
public class GrammarFuzzTests
{
    private const int Rounds = 1_500;
    private static readonly string s_corpus = Repository.Combine("tests", "Observability.StandIns.Tests", "Points", "Corpus");

    [Fact]
    public async Task Flux_PiecesOfQueries_AreAnsweredOrRefused()
    {
        var queries = Directory.EnumerateFiles(Path.Combine(s_corpus, "Flux")).Order(StringComparer.Ordinal)
            .Select(file => File.ReadAllText(file).Split("\n----\n")[1]).ToList();
        await using var engine = new Engine();
        await engine.WriteAsync("m,host=a v=1,in=2,out=3 1577836800\nm,host=b v=2 1577836860");
        var (answered, random) = (0, new Random(19));
        for (var round = 0; round < Rounds; round++)
        {
            try
            {
                await engine.FluxAsync(Mix(queries, random));
                answered++;
            }
            catch (FluxException)
            {
                // Refused.
            }
        }

        Assert.InRange(answered, 1, Rounds - 1);
    }

    [Fact]
    public async Task InfluxQL_PiecesOfQueries_AreAnsweredOrRefused()
    {
        var queries = await File.ReadAllLinesAsync(Path.Combine(s_corpus, "influxql.txt"), TestContext.Current.CancellationToken);
        await using var engine = new Engine();
        await engine.WriteAsync("cpu,host=a,region=eu v=1,n=2i,s=\"x\",ok=t 1600000000\ncpu,host=b v=2,n=3i 1600000060\nmem,host=a used=1i 1600000000");
        var (answered, random) = (0, new Random(23));
        for (var round = 0; round < Rounds * 2; round++)
        {
            try
            {
                foreach (var statement in QlParser.Parse(Mix(queries, random)))
                {
                    using var context = engine.Context();
                    _ = statement switch
                    {
                        QlStatement.Select select => new QlExecutor(context, (_, _) => engine.Bucket).Run(select),
                        QlStatement.Show show => new QlShow(context, (_, _) => engine.Bucket, []).Run(show),
                        _ => [],
                    };
                    answered++;
                }
            }
            catch (Exception error) when (error is QlException or FluxException or ApiException)
            {
                // Refused.
            }
        }

        Assert.NotEqual(0, answered);
    }

    // Begin of one and end of another, a piece taken out, doubled or put elsewhere, a character changed.
    private static string Mix(IReadOnlyList<string> queries, Random random)
    {
        var (one, other) = (queries[random.Next(queries.Count)], queries[random.Next(queries.Count)]);
        var (at, second) = (random.Next(one.Length + 1), random.Next(other.Length + 1));
        var length = random.Next(Math.Min(20, one.Length - at + 1));
        return random.Next(5) switch
        {
            0 => one[..at] + other[second..],
            1 => one.Remove(at, length),
            2 => one.Insert(at, one.Substring(at, length)),
            3 => one.Insert(random.Next(one.Length + 1), one.Substring(at, length)),
            _ => one[..at] + "(){}[],.|>=~\"'/0-$"[random.Next(18)] + one[at..],
        };
    }
}
