using System.Globalization;
using Observability.LogQL;
using Observability.LogQL.Results;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Http;

namespace Observability.StandIns.Logs.Queries;

/// <summary>Answers which fields lines have, from a sample of them that is parsed as JSON and as logfmt.</summary>
internal sealed class FieldEndpoints(QueryEndpoints queries, LogsConfiguration configuration, TimeProvider clock)
{
    private const int UsualLines = 100;
    private const int UsualFields = 1000;
    private const string ErrorLabel = "__error__";

    /// <summary><c>GET /loki/api/v1/detected_fields</c></summary>
    public async Task DetectedFieldsAsync(HttpContext context)
    {
        var tenants = Tenants.Several(context, configuration);
        var request = await QueryRequest.ReadAsync(context, clock);
        var (start, end) = request.Range(TimeSpan.FromHours(1));
        var text = request.Query().Text;
        var (wanted, most) = (request.Count("line_limit", UsualLines), queries.LimitsOf(tenants).MaxEntries);
        var lines = most > 0 ? Math.Min(wanted, most) : wanted;
        var limit = request.Count("limit", UsualFields);
        var parameters = QueryParameters.Range(start, end, LokiTime.Second) with { Limit = lines };
        var values = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        var parsers = new SortedDictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var parser in new[] { "json", "logfmt" })
        {
            var result = await queries.EvaluateAsync(tenants, LogQLQuery.Parse($"{text} | {parser}"), parameters, context.RequestAborted);
            var entries = ((StreamsData)result.Data).Streams
                .SelectMany(stream => stream.Entries)
                .Where(entry => entry.Labels[ErrorLabel].Length == 0)
                .ToList();
            foreach (var label in entries.SelectMany(entry => entry.Metadata.Concat(entry.Parsed)))
            {
                Add(values, label.Name, label.Value);
            }

            foreach (var label in entries.SelectMany(entry => entry.Parsed))
            {
                Add(parsers, label.Name, parser);
            }
        }

        await ApiJson.WriteAsync(context, writer =>
        {
            writer.WriteStartArray("fields"u8);
            foreach (var (name, distinct) in values.Take(limit))
            {
                writer.WriteStartObject();
                writer.WriteString("label"u8, name);
                writer.WriteString("type"u8, TypeOf(distinct));
                writer.WriteNumber("cardinality"u8, distinct.Count);
                writer.WritePropertyName("parsers"u8);
                ApiJson.WriteTexts(writer, parsers.TryGetValue(name, out var those) ? those : []);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteNumber("limit"u8, limit);
        });
    }

    private static void Add(SortedDictionary<string, HashSet<string>> found, string name, string value)
    {
        if (!found.TryGetValue(name, out var those))
        {
            found[name] = those = new HashSet<string>(StringComparer.Ordinal);
        }

        those.Add(value);
    }

    private static string TypeOf(HashSet<string> values) =>
        values.All(value => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)) ? "int"
        : values.All(value => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _)) ? "float"
        : values.All(value => bool.TryParse(value, out _)) ? "boolean"
        : values.All(value => LokiDuration.TryParse(value, out _)) ? "duration"
        : "string";
}
