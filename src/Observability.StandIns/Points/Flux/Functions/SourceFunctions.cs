using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions;

/// <summary>
/// Where tables come from: <c>from</c>, <c>range</c>, <c>buckets</c>, <c>array.from</c>; and where they go: <c>yield</c>.
/// </summary>
internal static class SourceFunctions
{
    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        catalog.AddPlain("from", "bucket bucketID host org orgID token", From);
        catalog.AddPiped("range", "start stop", Range);
        catalog.AddPlain("buckets", "host org orgID token", Buckets);
        catalog.AddPiped("yield", "name", Yield);
        catalog.AddPlain("now", string.Empty, arguments => FluxValue.OfTime(arguments.Context.Now));
        catalog.AddPlain("today", string.Empty, arguments =>
            FluxValue.OfTime(FluxTime.FromDate(FluxTime.ToDate(arguments.Context.Now).Date)));
        catalog.Add("array", "from", null, "rows", ArrayFrom);
    }

    private static FluxValue From(FluxArguments arguments)
    {
        foreach (var remote in new[] { "host", "token" })
        {
            if (arguments.Has(remote))
            {
                throw FluxException.NotSupported($"from({remote}: …)");
            }
        }

        var bucket = arguments.Context.Bucket(arguments.Has("bucketID") ? arguments.Text("bucketID") : arguments.Text("bucket"));
        return FluxValue.Of(new UnboundedSource(bucket));
    }

    private static FluxValue Range(FluxArguments arguments)
    {
        var (start, stop) = (arguments.Time("start"), arguments.Time("stop", arguments.Context.Now));
        if (arguments.Tables is UnboundedSource source)
        {
            return start < stop
                ? FluxValue.Of(StoredTables.Read(arguments.Context, source.Bucket, start, stop))
                : throw arguments.Fail("cannot query an empty range");
        }

        return FluxValue.Of(arguments.FullTables.Select(table => Cut(table, start, stop)).Where(table => table.Count > 0));
    }

    private static FluxTable Cut(FluxTable table, long start, long stop)
    {
        var times = table.Require("_time");
        int[] rows =
            [.. Enumerable.Range(0, table.Count).Where(row => !times.IsNull(row) && times.Bits(row) >= start && times.Bits(row) < stop)];
        var cut = table.Take(rows);
        var key = table.Key.With(new("_start", FluxValue.OfTime(start)), new("_stop", FluxValue.OfTime(stop)));
        return new FluxTable(key, cut.Columns)
            .With(FluxColumn.Constant("_start", FluxValue.OfTime(start), cut.Count))
            .With(FluxColumn.Constant("_stop", FluxValue.OfTime(stop), cut.Count));
    }

    private static FluxValue Buckets(FluxArguments arguments)
    {
        string[] names = ["name", "id", "organizationID", "retentionPolicy", "retentionPeriod"];
        var builders = Array.ConvertAll(names, name => new ColumnBuilder(name));
        builders[^1].As(ValueKind.Int);
        foreach (var bucket in arguments.Context.Buckets)
        {
            builders[0].Add(FluxValue.Of(bucket.Name));
            builders[1].Add(FluxValue.Of(bucket.Id));
            builders[2].Add(FluxValue.Of(bucket.OrgId));
            builders[3].Add(FluxValue.Of(string.Empty));
            builders[4].Add(FluxValue.Of(bucket.RetentionSeconds * FluxTime.Second));
        }

        return FluxValue.Of([new FluxTable(GroupKey.Empty, [.. builders.Select(builder => builder.Build())])]);
    }

    private static FluxValue Yield(FluxArguments arguments)
    {
        arguments.Evaluator.Results.Add(arguments.Text("name", "_result"), arguments.Tables);
        return arguments.Get("tables");
    }

    private static FluxValue ArrayFrom(FluxArguments arguments)
    {
        var rows = arguments.Get("rows", ValueKind.Array).Items;
        var builders = new List<ColumnBuilder>();
        for (var row = 0; row < rows.Count; row++)
        {
            var record = rows[row].Kind == ValueKind.Record ? rows[row].Record : throw arguments.Fail("rows must be a list of records");
            foreach (var (name, value) in record.Properties)
            {
                var builder = builders.Find(known => known.Name == name);
                if (builder is null)
                {
                    builders.Add(builder = new ColumnBuilder(name));
                    builder.PadTo(row);
                }

                builder.Add(value);
            }

            builders.ForEach(builder => builder.PadTo(row + 1));
        }

        return rows.Count == 0
            ? throw arguments.Fail("rows must be non-empty")
            : FluxValue.Of([new FluxTable(GroupKey.Empty, [.. builders.Select(builder => builder.Build())])]);
    }
}
