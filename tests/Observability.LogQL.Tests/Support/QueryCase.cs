using System.Globalization;
using System.Text;
using Observability.LogQL.Results;
using Observability.LogQL.Source;

namespace Observability.LogQL.Tests.Support;

/// <summary>
/// A query over some lines, and what it gives, as a file has them. The file opens with streams, each entry below its labels with its
/// second and, behind <c>##</c>, its structured metadata; then come queries:
/// <code>
/// {app="web"}
///   1 first line
///   2 second line ## {trace="7"}
///
/// query {app="web"} |= "first"
/// over 0 60 10          (or "at 60"; behind it "forward", "limit 5", "interval 5", "categorize")
/// {app="web"}
///   1 first line
/// </code>
/// A metric query gives lines such as <c>{app="web"} 10=1 20=2</c>, an instant one <c>{app="web"} = 1</c>, a failure <c>error …</c>.
/// </summary>
internal sealed record QueryCase(IReadOnlyList<MemoryStreamOfLogs> Streams, string Query, string When, string Expected)
{
    /// <summary>The cases of a file.</summary>
    public static IReadOnlyList<QueryCase> Read(string path)
    {
        var blocks = File.ReadAllText(path).ReplaceLineEndings("\n").Split("\nquery ");
        var streams = ReadStreams(blocks[0]);
        return [.. blocks.Skip(1).Select(block => Read(streams, block))];
    }

    /// <summary>What the query gives, in the form of the file.</summary>
    public async Task<string> EvaluateAsync(CancellationToken cancellationToken)
    {
        try
        {
            var engine = new LogQLEngine(new MemorySource(Streams));
            var result = await engine.EvaluateAsync(LogQLQuery.Parse(Query), ReadParameters(When), cancellationToken);
            return Write(result.Data);
        }
        catch (LogQLException error)
        {
            return "error " + error.Message.Split('\n')[0];
        }
    }

    private static QueryCase Read(IReadOnlyList<MemoryStreamOfLogs> streams, string block)
    {
        var lines = block.Split('\n');
        var at = Array.FindIndex(
            lines, line => line.StartsWith("over ", StringComparison.Ordinal) || line.StartsWith("at ", StringComparison.Ordinal));
        return new QueryCase(
            streams,
            string.Join('\n', lines[..at]),
            lines[at],
            string.Join('\n', lines[(at + 1)..].Where(line => line.Length > 0 && !line.StartsWith('#'))));
    }

    private static List<MemoryStreamOfLogs> ReadStreams(string text)
    {
        var streams = new List<(LabelSet Labels, List<LogEntry> Entries)>();
        foreach (var line in text.Split('\n').Where(line => line.Trim().Length > 0 && !line.StartsWith('#')))
        {
            if (line.StartsWith('{'))
            {
                streams.Add((LogQLQuery.ParseLabels(line), []));
                continue;
            }

            var parts = line.Trim().Split(' ', 2);
            var content = (parts.Length > 1 ? parts[1] : string.Empty).Split(" ## ");
            streams[^1].Entries.Add(new LogEntry(
                ToTime(parts[0]),
                Encoding.UTF8.GetBytes(content[0].Replace("\\e", "\u001b", StringComparison.Ordinal)),
                content.Length > 1 ? LogQLQuery.ParseLabels(content[1]) : null));
        }

        return streams.ConvertAll(stream => new MemoryStreamOfLogs(stream.Labels, stream.Entries));
    }

    private static QueryParameters ReadParameters(string when)
    {
        var words = when.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var parameters = words[0] == "at"
            ? QueryParameters.Instant(ToTime(words[1]))
            : QueryParameters.Range(ToTime(words[1]), ToTime(words[2]), ToTime(words[3]));
        var isForward = words.Contains("forward");
        return parameters with
        {
            Direction = isForward ? LogDirection.Forward : LogDirection.Backward,
            Limit = Option("limit") is { } limit ? int.Parse(limit, CultureInfo.InvariantCulture) : 100,
            Interval = Option("interval") is { } interval ? ToTime(interval) : 0,
            CategorizesLabels = words.Contains("categorize"),
        };

        string? Option(string name) => Array.IndexOf(words, name) is var at and > 0 ? words[at + 1] : null;
    }

    private static string Write(QueryData data) => data switch
    {
        StreamsData streams => string.Join(
            '\n', streams.Streams.SelectMany(stream => stream.Entries.Select(WriteEntry).Prepend(stream.Labels.ToString()))),
        MatrixData matrix => string.Join('\n', matrix.Series.Select(series => $"{series.Labels} {string.Join(' ', series.Points.Select(WritePoint))}")),
        VectorData vector => string.Join('\n', vector.Samples.Select(sample => $"{sample.Labels} = {ResultFormat.Value(sample.Value)}")),
        ScalarData scalar => $"= {ResultFormat.Value(scalar.Value)}",
        _ => throw new InvalidOperationException(data.ResultType),
    };

    private static string WritePoint(SamplePoint point) => $"{ResultFormat.Seconds(point.Time)}={ResultFormat.Value(point.Value)}";

    private static string WriteEntry(ResultEntry entry) => string.Create(
        CultureInfo.InvariantCulture, $"  {entry.Time / (decimal)MemoryStreamOfLogs.Second} {Encoding.UTF8.GetString(entry.Line.Span)}");

    private static long ToTime(string seconds) => (long)(decimal.Parse(seconds, CultureInfo.InvariantCulture) * MemoryStreamOfLogs.Second);
}
