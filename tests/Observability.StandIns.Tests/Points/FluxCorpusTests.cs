namespace Observability.StandIns.Tests.Points;

/// <summary>
/// Queries with results worked out by hand from the language's documentation (https://docs.influxdata.com/flux/v0/). Each case is a
/// file: the points, the query, and the answer without its annotations, with lines of dashes between them.
/// </summary>
public class FluxCorpusTests
{
    private static readonly string s_folder = Repository.Combine("tests", "Observability.StandIns.Tests", "Points", "Corpus", "Flux");

    public static TheoryData<string> Cases =>
        [.. Directory.EnumerateFiles(s_folder, "*.txt").Select(file =>
        Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Query_OfTheCorpus_HasTheResultWorkedOutByHand(string name)
    {
        var parts =
            (await File.ReadAllTextAsync(Path.Combine(s_folder, name + ".txt"), TestContext.Current.CancellationToken)).Split("\n----\n");
        await using var engine = new Engine();
        await engine.WriteAsync(parts[0]);

        var memory = await engine.FluxAsync(parts[1], new([], true, ',', false));
        await engine.Store.FlushAsync(TestContext.Current.CancellationToken);
        var disk = await engine.FluxAsync(parts[1], new([], true, ',', false));

        Assert.Equal(parts[2].Trim(), memory.Trim());
        Assert.Equal(memory, disk);
    }
}
