using System.Globalization;
using System.Text;
using Observability.LogQL.Source;
using Observability.LogQL.Tests.Support;

namespace Observability.LogQL.Tests.Differential;

/// <summary>Generated lines, as the library gets them and as the naive evaluator has them.</summary>
internal sealed class NaiveLogs
{
    private static readonly string[] s_levels = ["info", "warn", "error"];

    public NaiveLogs(Random random)
    {
        for (var stream = 0; stream < 6; stream++)
        {
            var isJson = stream % 2 == 1;
            var labels = new Dictionary<string, string> { ["kind"] = isJson ? "json" : "logfmt", ["pod"] = $"p{stream / 2}" };
            if (stream % 3 == 0)
            {
                labels["level"] = "own";
            }

            var entries = new List<LogEntry>();
            for (var count = random.Next(25); count > 0; count--)
            {
                var time = random.Next(100);
                var text = NewLine(random, isJson);
                Dictionary<string, string>? metadata = random.Next(4) == 0
                    ? new() { ["trace"] = random.Next(3).ToString(CultureInfo.InvariantCulture) }
                    : null;
                var set = metadata is null ? null : LabelSet.Create(metadata);
                entries.Add(new LogEntry(time * MemoryStreamOfLogs.Second, Encoding.UTF8.GetBytes(text), set));
            }

            Streams.Add(new MemoryStreamOfLogs(LabelSet.Create(labels), entries));
            Lines.AddRange(entries.OrderBy(entry => entry.Time).Select(entry =>
            {
                var all = labels.Concat(entry.Metadata?.Select(label => KeyValuePair.Create(label.Name, label.Value)) ?? []).ToDictionary();
                return new NaiveLine(
                    entry.Time / MemoryStreamOfLogs.Second, Encoding.UTF8.GetString(entry.Line.Span), all, all.Keys.ToHashSet());
            }));
        }
    }

    public List<MemoryStreamOfLogs> Streams { get; } = [];

    public List<NaiveLine> Lines { get; } = [];

    private static string ToJson((string Key, string Value) field) =>
        field.Key == "n" ? $"\"n\":{field.Value}" : $"\"{field.Key}\": \"{field.Value}\"";

    private static string ToLogfmt((string Key, string Value) field) =>
        field.Value.Contains(' ', StringComparison.Ordinal) ? $"{field.Key}=\"{field.Value}\"" : $"{field.Key}={field.Value}";

    private static string NewLine(Random random, bool isJson)
    {
        if (random.Next(8) == 0)
        {
            return "no structure here";
        }

        var fields = new List<(string Key, string Value)>
        {
            ("level", s_levels[random.Next(3)]),
            ("status", random.Next(6) switch { 0 => "none", 1 or 2 => "500", 3 => "404", _ => "200" }),
            ("took", NaiveQueries.Durations.Keys.ElementAt(random.Next(NaiveQueries.Durations.Count))),
            ("n", random.Next(-3, 10).ToString(CultureInfo.InvariantCulture)),
            ("msg", random.Next(2) == 0 ? "all well" : "went wrong"),
        };
        fields = [.. fields.Where(_ => random.Next(6) != 0)];
        return isJson ? $"{{{string.Join(",", fields.Select(ToJson))}}}" : string.Join(' ', fields.Select(ToLogfmt));
    }
}
