using System.Text.Json;
using Observability.LogQL;
using Observability.LogQL.Results;
using Observability.LogQL.Syntax;
using Observability.StandIns.Logs.Configuration;
using Observability.StandIns.Logs.Http;
using Observability.StandIns.Logs.Storage;

namespace Observability.StandIns.Logs.Queries;

/// <summary>
/// Answers how much there is, from where the pieces of streams lie; of a piece that lies partly in a range it takes that part.
/// </summary>
internal sealed class IndexEndpoints(LogStore store, LogsConfiguration configuration, TimeProvider clock)
{
    private const int UsualSeries = 100;
    private static readonly TimeSpan s_usualRange = TimeSpan.FromHours(1);

    /// <summary><c>GET /loki/api/v1/index/stats</c></summary>
    public async Task StatsAsync(HttpContext context)
    {
        var (request, streams) = await FindAsync(context);
        var (start, end) = request.Range(s_usualRange);
        var blocks = streams.SelectMany(stream => stream.Stream.Blocks).Where(block => block.Overlaps(start, end)).ToList();
        await ApiJson.WriteAsync(context, writer =>
        {
            writer.WriteNumber("streams"u8, streams.Count);
            writer.WriteNumber("chunks"u8, blocks.Count);
            writer.WriteNumber("bytes"u8, blocks.Sum(block => (long)(block.TextLength * Share(block, start, end))));
            writer.WriteNumber("entries"u8, blocks.Sum(block => (long)(block.Count * Share(block, start, end))));
        });
    }

    /// <summary><c>GET /loki/api/v1/index/volume</c></summary>
    public async Task VolumeAsync(HttpContext context)
    {
        var (request, streams) = await FindVolumesAsync(context);
        var (start, end) = request.Range(s_usualRange);
        var volumes = Group(request, streams)
            .Select(group => new Sample(group.Key, end / 1_000_000, group.Sum(stream => BytesOf(stream, start, end))))
            .OrderByDescending(sample => sample.Value).ThenBy(sample => sample.Labels.ToString(), StringComparer.Ordinal)
            .Take(Math.Min(request.Count("limit", UsualSeries), MostSeries(context)));
        await AnswerAsync(context, request, new VectorData([.. volumes]));
    }

    /// <summary><c>GET /loki/api/v1/index/volume_range</c></summary>
    public async Task VolumeRangeAsync(HttpContext context)
    {
        var (request, streams) = await FindVolumesAsync(context);
        var (start, end) = request.Range(s_usualRange);
        var step = request.Step(start, end);
        var series = Group(request, streams)
            .Select(group => new SampleSeries(group.Key, ToPoints(group, start, end, step)))
            .OrderByDescending(each => each.Points.Sum(point => point.Value)).ThenBy(each => each.Labels.ToString(), StringComparer.Ordinal)
            .Take(Math.Min(request.Count("limit", UsualSeries), MostSeries(context)));
        await AnswerAsync(context, request, new MatrixData([.. series]));
    }

    private static List<SamplePoint> ToPoints(IEnumerable<LogStream> streams, long start, long end, long step)
    {
        var all = streams.ToList();
        var points = new List<SamplePoint>();
        for (var from = start; from < end;)
        {
            // Near the end of time there is no number for a step further.
            var (first, next) = (from, (Int128)from + step < end ? from + step : end);
            var bytes = all.Sum(stream => BytesOf(stream, first, next));
            if (bytes > 0)
            {
                points.Add(new SamplePoint(first / 1_000_000, bytes));
            }

            from = next;
        }

        return points;
    }

    // By the labels that the selector names or that are asked for; by their names alone where labels are to be aggregated.
    private static IEnumerable<IGrouping<LabelSet, LogStream>> Group(
        QueryRequest request, List<(LogStream Stream, LabelSet Labels)> streams)
    {
        var targets = request.Text("targetLabels") is { Length: > 0 } text
            ? text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. (request.Selector()?.Matchers ?? [])
                .Where(matcher => matcher.Kind is LabelMatcherKind.Equal or LabelMatcherKind.Matches)
                .Select(matcher => matcher.Name)];
        return IsByName(request)
            ? streams
                .SelectMany(found => found.Labels.Where(label => targets.Contains(label.Name)).Select(label => (label.Name, found.Stream)))
                .GroupBy(pair => LabelSet.Create((pair.Name, pair.Name)), pair => pair.Stream)
            : streams.GroupBy(
                found => LabelSet.Create(
                    found.Labels.Where(label => targets.Contains(label.Name)).Select(label => (label.Name, label.Value))),
                found => found.Stream);
    }

    private static double BytesOf(LogStream stream, long start, long end) => stream.Blocks
        .Where(block => block.Overlaps(start, end))
        .Sum(block => Math.Floor(block.TextLength * Share(block, start, end)));

    private static double Share(Block block, long start, long end) => block.First >= start && block.Last < end
        ? 1
        : (double)(Math.Min(block.Last, end) - Math.Max(block.First, start)) / Math.Max(1, block.Last - block.First);

    private async Task<(QueryRequest Request, List<(LogStream Stream, LabelSet Labels)> Streams)> FindAsync(HttpContext context)
    {
        var tenants = Tenants.Several(context, configuration);
        var request = await QueryRequest.ReadAsync(context, clock);
        var (start, end) = request.Range(s_usualRange);
        var selector = request.Selector() ?? new StreamSelector([], 0);
        return (request, [.. new TenantsSource(store, tenants).Find(selector, start, end)]);
    }

    private Task<(QueryRequest Request, List<(LogStream Stream, LabelSet Labels)> Streams)> FindVolumesAsync(HttpContext context) =>
        Tenants.Several(context, configuration).All(tenant => configuration.LimitsOf(tenant).VolumeEnabled)
            ? FindAsync(context)
            : throw new RequestException(
                StatusCodes.Status404NotFound, "Volume queries are disabled. To enable them, set limits_config.volume_enabled");

    private int MostSeries(HttpContext context) =>
        Tenants.Several(context, configuration).Min(tenant => configuration.LimitsOf(tenant).VolumeMaxSeries);

    private static bool IsByName(QueryRequest request) => request.Text("aggregateBy") == "labels";

    private static Task AnswerAsync(HttpContext context, QueryRequest request, QueryData data)
    {
        var result = new QueryResult(data, new QueryStatistics(0, 0, 0, 0, 0, 0, TimeSpan.Zero));
        return ApiJson.WriteSuccessAsync(
            context, writer => ResultWriter.Write(writer, result, writeMetric: IsByName(request) ? WriteNames : null));
    }

    // A label that is aggregated by its name has no value: {"job": ""}
    private static void WriteNames(Utf8JsonWriter writer, LabelSet labels)
    {
        writer.WriteStartObject();
        foreach (var label in labels)
        {
            writer.WriteString(label.Name, string.Empty);
        }

        writer.WriteEndObject();
    }
}
