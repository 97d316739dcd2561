using System.Text;
using System.Text.Json;

namespace Observability.E2E.Stack;

/// <summary>
/// The series that queries are checked by (src/Observability.Hosting/Lint/Series) are those of the real servers, most of them.
/// <c>UPDATE_GOLDEN=1</c> adds what is missing, for a person to review; what a machine like this one does not have stays.
/// </summary>
[Tier(Tier.Process)]
[Collection<StackCollection>]
public sealed class SeriesTests(StackFixture stack)
{
    private static readonly string[] s_notTheirs = ["job", "instance", "__name__"];

    // What node exporter has depends on the machine, so only half of it is expected. The others depend on what has happened to
    // them (a notification sent, a connection open): the list knows most, and notices another version of a server.
    private static double Expected(string job) => job == "node-exporter" ? 0.5 : 0.8;

    public static TheoryData<string> Jobs => [.. StackFixture.Servers];

    [Theory]
    [MemberData(nameof(Jobs))]
    public async Task Series_OfAServer_AreInItsList(string job)
    {
        var file = Repository.Combine("src/Observability.Hosting/Lint/Series", $"{job}.txt");
        var listed = File.ReadAllLines(file).Where(line => line.Length > 0).ToList();
        var known = listed.Where(line => line[0] != '#').ToDictionary(NameOf, LabelsOf, StringComparer.Ordinal);
        var served = await Eventually.BecomesAsync(
            $"the series of {job} are there", ReadAsync, series => series.Count > 5, Deadline.DataFlow);

        var missing = served.Where(metric => !known.TryGetValue(metric.Key, out var labels) || !metric.Value.IsSubsetOf(labels)).ToList();
        if (missing.Count > 0 && Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            foreach (var (name, labels) in missing)
            {
                known[name] = [.. labels, .. known.GetValueOrDefault(name, [])];
            }

            var text = new StringBuilder().AppendJoin('\n', listed.Where(line => line[0] == '#')).Append('\n');
            text.AppendJoin('\n', known.OrderBy(metric => metric.Key, StringComparer.Ordinal).Select(metric => $"{metric.Key}{{{string.Join(',', metric.Value.Order(StringComparer.Ordinal))}}}"));
            await File.WriteAllTextAsync(file, text.Append('\n').ToString(), TestContext.Current.CancellationToken);
            missing.Clear();
        }

        Assert.True(
            served.Count - missing.Count >= Expected(job) * served.Count,
            $"{missing.Count} of {served.Count} series are not in {file}: {string.Join(' ', missing.Select(metric => $"{metric.Key}{{{string.Join(',', metric.Value)}}}"))}");

        async Task<Dictionary<string, HashSet<string>>> ReadAsync(CancellationToken cancellationToken)
        {
            var selector = Uri.EscapeDataString($$"""{job="{{job}}"}""");
            var answer = await stack.GetJsonAsync("prometheus", $"/api/v1/series?match[]={selector}", cancellationToken);
            var found = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
            foreach (var series in answer.GetProperty("data").EnumerateArray().Where(IsTheirs))
            {
                var name = series.GetProperty("__name__").GetString()!;
                found.TryAdd(name, new HashSet<string>(StringComparer.Ordinal));
                found[name].UnionWith(series.EnumerateObject().Select(label => label.Name).Except(s_notTheirs));
            }

            return found;
        }
    }

    // Not what Prometheus itself says of a target, nor what its rules make.
    private static bool IsTheirs(JsonElement series) => series.GetProperty("__name__").GetString() is { } name
        && name != "up"
        && !name.StartsWith("scrape_", StringComparison.Ordinal)
        && !name.StartsWith("ALERTS", StringComparison.Ordinal)
        && !name.Contains(':', StringComparison.Ordinal);

    private static string NameOf(string line) => line[..line.IndexOf('{', StringComparison.Ordinal)];

    private static HashSet<string> LabelsOf(string line) =>
        [.. line[(line.IndexOf('{', StringComparison.Ordinal) + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries)];
}
