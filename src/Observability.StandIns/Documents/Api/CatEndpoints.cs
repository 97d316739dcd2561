using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Observability.StandIns.Documents.Configuration;
using Observability.StandIns.Documents.Dates;
using Observability.StandIns.Documents.Http;
using Observability.StandIns.Documents.Indices;

namespace Observability.StandIns.Documents.Api;

/// <summary>Tables for people (https://www.elastic.co/docs/api/doc/elasticsearch/group/endpoint-cat).</summary>
internal sealed class CatEndpoints(Node node)
{
    /// <summary>Adds the routes.</summary>
    public void Map(Router router)
    {
        router.Map("GET", ReadIndices, "_cat/indices", "_cat/indices/{index}");
        router.Map("GET", ReadHealth, "_cat/health");
        router.Map("GET", ReadCount, "_cat/count", "_cat/count/{index}");
        router.Map("GET", ReadAliases, "_cat/aliases", "_cat/aliases/{name}");
    }

    private ApiResponse ReadIndices(ApiRequest request)
    {
        request.Ignore("health", "pri", "include_unloaded_segments", "local", "master_timeout", "time");
        request.RequireNames("indices:monitor/stats", request.Part("index"));
        var indices = node.Catalog.Resolve(request.Part("index"), IndexSelection.Read(request));
        request.Require("indices:monitor/stats", indices.Select(index => index.Name));
        var inBytes = request.Text("bytes") == "b";
        return Table(
            request,
            [
                "health", "status", "index", "uuid", "pri", "rep", "docs.count", "docs.deleted", "store.size", "pri.store.size",
                "dataset.size"],
            indices.Select(index =>
            {
                var snapshot = index.Read();
                var size = node.Database.SizeOf(index.Id);
                var text = inBytes ? Text(size) : ByteSize.Write(size);
                return (string[])
                [
                    ClusterEndpoints.StatusOf([index]), "open", index.Name, index.Uuid, Text(index.Settings.Shards), Text(index.Settings.Replicas), Text(snapshot.LiveCount),
                    Text(snapshot.Count - snapshot.LiveCount), text, text, text,
                ];
            }));
    }

    private ApiResponse ReadHealth(ApiRequest request)
    {
        request.Require("cluster:monitor/health");
        request.Ignore("ts", "time", "local", "master_timeout");
        var indices = node.Catalog.All.ToList();
        var shards = indices.Sum(index => index.Settings.Shards);
        var missing = indices.Sum(index => index.Settings.Shards * index.Settings.Replicas);
        var now = node.Catalog.Now;
        var share = shards + missing == 0 ? 100.0 : 100.0 * shards / (shards + missing);
        return Table(
            request,
            [
                "epoch", "timestamp", "cluster", "status", "node.total", "node.data", "shards", "pri", "relo", "init", "unassign",
                "pending_tasks", "max_task_wait_time", "active_shards_percent"],
            [
                [
                    Text(now / 1000), DateFormat.Parse("HH:mm:ss").Write(now), node.Settings.ClusterName, ClusterEndpoints.StatusOf(indices), "1", "1", Text(shards), Text(shards), "0", "0",
                    Text(missing), "0", "-", string.Create(CultureInfo.InvariantCulture, $"{share:0.0}%"),
                ],
            ]);
    }

    private ApiResponse ReadCount(ApiRequest request)
    {
        request.Ignore("local", "master_timeout");
        request.RequireNames("indices:data/read/search", request.Part("index"));
        var indices = node.Catalog.Resolve(request.Part("index"), IndexSelection.Read(request));
        request.Require("indices:data/read/search", indices.Select(index => index.Name));
        var now = node.Catalog.Now;
        return Table(
            request,
            ["epoch", "timestamp", "count"],
            [[Text(now / 1000), DateFormat.Parse("HH:mm:ss").Write(now), Text(indices.Sum(index => (long)index.Read().LiveCount))]]);
    }

    private ApiResponse ReadAliases(ApiRequest request)
    {
        request.Ignore("local", "master_timeout", "expand_wildcards");
        var pattern = request.Part("name") ?? "*";
        var rows = node.Catalog.All
            .SelectMany(index => index.Aliases.Select(alias => (Name: alias.Key, Index: index.Name, Options: alias.Value)))
            .Where(entry => pattern.Split(',').Any(part => Wildcard.IsMatch(part, entry.Name)))
            .ToList();
        request.RequireNames("indices:admin/aliases/get", null);
        request.Require("indices:admin/aliases/get", rows.Select(row => row.Index));
        return Table(
            request,
            ["alias", "index", "filter", "routing.index", "routing.search", "is_write_index"],
            rows.Select(row => (string[])[row.Name, row.Index, "-", "-", "-", row.Options["is_write_index"]?.ToString() ?? "-"]));
    }

    private static ApiResponse Table(ApiRequest request, string[] columns, IEnumerable<string[]> rows)
    {
        var format = request.Text("format");
        var wanted = request.Text("h")?.Split(',') ?? columns;
        var hasHead = request.Flag("v");
        var order = request.Text("s");
        request.Ignore("bytes", "help");
        request.CheckParameters();
        var places = wanted.SelectMany(
            name => Enumerable.Range(0, columns.Length).Where(place => Wildcard.IsMatch(name, columns[place]))).ToList();
        var sorted = Sort([.. rows], columns, order);
        if (format == "json")
        {
            return ApiResponse.Json(new JsonArray([.. sorted.Select(row => new JsonObject(places.Distinct().Select(place => KeyValuePair.Create(columns[place], (JsonNode?)row[place]))))]));
        }

        if (format is not (null or "" or "txt" or "text"))
        {
            throw ApiErrors.NotSupported($"tables in the format [{format}]");
        }

        List<string[]> lines = hasHead ? [columns, .. sorted] : sorted;
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.AppendJoin(
                ' ',
                places.Select(
                    (place, i) => i == places.Count - 1 ? line[place] : line[place].PadRight(lines.Max(other => other[place].Length)))).Append('\n');
        }

        return ApiResponse.Plain(text.ToString());
    }

    private static List<string[]> Sort(List<string[]> rows, string[] columns, string? order)
    {
        foreach (var part in (order?.Split(',') ?? []).Reverse())
        {
            var isDescending = part.EndsWith(":desc", StringComparison.Ordinal);
            var place = Array.IndexOf(columns, part.Split(':')[0]);
            if (place < 0)
            {
                throw ApiErrors.IllegalArgument($"Unable to sort by unknown sort key `{part}`");
            }

            var comparer = Comparer<string>.Create((left, right) =>
                double.TryParse(left, CultureInfo.InvariantCulture, out var one) && double.TryParse(
                    right, CultureInfo.InvariantCulture, out var other) ? one.CompareTo(other) : string.CompareOrdinal(left, right));
            rows = [.. isDescending ? rows.OrderByDescending(row => row[place], comparer) : rows.OrderBy(row => row[place], comparer)];
        }

        return rows;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
