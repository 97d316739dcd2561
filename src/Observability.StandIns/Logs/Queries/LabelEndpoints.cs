using Observability.LogQL;
using Observability.LogQL.Syntax;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Http;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Queries;

/// <summary>Answers what streams there are and what labels they have.</summary>
internal sealed class LabelEndpoints(LogStore store, LogsConfiguration configuration, TimeProvider clock)
{
    private static readonly TimeSpan s_usualRange = TimeSpan.FromHours(6);
    private static readonly StreamSelector s_all = new([], 0);

    /// <summary><c>GET /loki/api/v1/labels</c></summary>
    public async Task LabelsAsync(HttpContext context)
    {
        var streams = await FindAsync(context);
        await AnswerAsync(context, streams.SelectMany(labels => labels.Select(label => label.Name)));
    }

    /// <summary><c>GET /loki/api/v1/label/&lt;name&gt;/values</c></summary>
    public async Task ValuesAsync(HttpContext context, string name)
    {
        var streams = await FindAsync(context);
        await AnswerAsync(context, streams.Select(labels => labels[name]).Where(value => value.Length > 0));
    }

    /// <summary><c>GET</c> and <c>POST /loki/api/v1/series</c></summary>
    public async Task SeriesAsync(HttpContext context)
    {
        var tenants = Tenants.Several(context, configuration);
        var request = await QueryRequest.ReadAsync(context, clock);
        var (start, end) = request.Range(s_usualRange);
        var selectors = request.Texts("match[]").Concat(request.Texts("match"))
            .Select(text => LogQLQuery.ParseSelector(text ?? string.Empty))
            .ToList();
        var source = new TenantsSource(store, tenants);
        var found = (selectors.Count == 0 ? [s_all] : selectors)
            .SelectMany(selector => source.Find(selector, start, end).Select(stream => stream.Labels))
            .Distinct()
            .OrderBy(labels => labels.ToString(), StringComparer.Ordinal);
        await ApiJson.WriteSuccessAsync(context, writer =>
        {
            writer.WriteStartArray();
            foreach (var labels in found)
            {
                ApiJson.WriteLabels(writer, labels);
            }

            writer.WriteEndArray();
        });
    }

    /// <summary><c>GET /loki/api/v1/detected_labels</c></summary>
    public async Task DetectedLabelsAsync(HttpContext context)
    {
        var streams = await FindAsync(context);
        var values = streams.SelectMany(labels => labels).Distinct()
            .GroupBy(label => label.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal);
        await ApiJson.WriteAsync(context, writer =>
        {
            writer.WriteStartArray("detectedLabels"u8);
            foreach (var group in values)
            {
                writer.WriteStartObject();
                writer.WriteString("label"u8, group.Key);
                writer.WriteNumber("cardinality"u8, group.Count());
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        });
    }

    private static Task AnswerAsync(HttpContext context, IEnumerable<string> texts) => ApiJson.WriteSuccessAsync(
        context, writer => ApiJson.WriteTexts(writer, texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)));

    private async Task<List<LabelSet>> FindAsync(HttpContext context)
    {
        var tenants = Tenants.Several(context, configuration);
        var request = await QueryRequest.ReadAsync(context, clock);
        var (start, end) = request.Range(s_usualRange);
        return [.. new TenantsSource(store, tenants).Find(request.Selector() ?? s_all, start, end).Select(stream => stream.Labels)];
    }
}
