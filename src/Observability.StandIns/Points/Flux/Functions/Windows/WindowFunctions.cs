using Observability.StandIns.Points.Flux.Evaluation;
using Observability.StandIns.Points.Flux.Tables;
using Observability.StandIns.Points.Flux.Values;

namespace Observability.StandIns.Points.Flux.Functions.Windows;

/// <summary>
/// <c>window</c> and <c>aggregateWindow</c> (https://docs.influxdata.com/flux/v0/stdlib/universe/aggregatewindow/). The second does
/// for the usual functions without making a table of each window.
/// </summary>
internal static class WindowFunctions
{
    private static readonly FluxDuration s_none = new(0, 0);

    /// <summary>Adds them.</summary>
    public static void Add(FunctionCatalog catalog)
    {
        catalog.Add("inf", FluxValue.Of(new FluxDuration(0, long.MaxValue)));
        catalog.AddPiped("window", "every period offset location timeColumn startColumn stopColumn createEmpty", Window);
        catalog.AddPiped("aggregateWindow", "every period offset location fn column timeSrc timeDst createEmpty", AggregateWindow);
    }

    private static FluxValue Window(FluxArguments arguments)
    {
        var (startName, stopName) = (arguments.Text("startColumn", "_start"), arguments.Text("stopColumn", "_stop"));
        var timeName = arguments.Text("timeColumn", "_time");
        var isInfinite =
            arguments.Duration("every", arguments.Has("every") ? null : arguments.Duration("period")).Nanoseconds == long.MaxValue;
        var windows = isInfinite ? null : ReadWindows(arguments);
        var createEmpty = arguments.Bool("createEmpty", false);
        return FluxValue.Of(arguments.FullTables.SelectMany(table => windows is null
            ? Merge(table, startName, stopName)
            : Divide(arguments, windows, table, timeName, createEmpty, out var sorted)
                .Select(slice => Cut(sorted, slice, startName, stopName))));
    }

    // window(every: inf) takes windows together again, from the first time to the last.
    private static IEnumerable<FluxTable> Merge(FluxTable table, string startName, string stopName)
    {
        var (start, stop) = (FluxValue.OfTime(long.MinValue + 1), FluxValue.OfTime(long.MaxValue));
        yield return new FluxTable(table.Key.With(new(startName, start), new(stopName, stop)), table.Columns)
            .With(FluxColumn.Constant(startName, start, table.Count))
            .With(FluxColumn.Constant(stopName, stop, table.Count));
    }

    private static WindowSet ReadWindows(FluxArguments arguments)
    {
        if (arguments.Has("location"))
        {
            throw FluxException.NotSupported("windows in a time zone (location)");
        }

        var every = arguments.Has("every") ? arguments.Duration("every") : arguments.Duration("period");
        return new WindowSet(every, arguments.Duration("period", every), arguments.Duration("offset", s_none));
    }

    /// <summary>Divides a table into windows of its range; the rows are those of the table sorted by time.</summary>
    private static List<WindowSlice> Divide(
        FluxArguments arguments, WindowSet windows, FluxTable table, string timeName, bool createEmpty, out FluxTable sorted)
    {
        sorted = SortByTime(table, timeName);
        var times = sorted.Require(timeName);
        long[] own = [];
        var span = times.PlainBits;
        if (span.IsEmpty && times.Count > 0)
        {
            own = [.. Enumerable.Range(0, times.Count).Select(times.Bits)];
            span = own;
        }

        var (first, last) = span.IsEmpty ? (0, 0) : (span[0], FluxTime.Add(span[^1], 1));
        var start = table.Key.TryGet("_start", out var value) && value.Kind == ValueKind.Time ? value.Bits : first;
        var stop = table.Key.TryGet("_stop", out value) && value.Kind == ValueKind.Time ? value.Bits : last;
        return windows.Divide(span, start, stop, createEmpty, arguments.Context.Budget);
    }

    private static FluxTable SortByTime(FluxTable table, string timeName)
    {
        var times = table.Require(timeName);
        if (times.Kind != ValueKind.Time)
        {
            throw new FluxException($"column \"{timeName}\" is not of type time");
        }

        var isSorted = true;
        for (var row = 0; row < times.Count && isSorted; row++)
        {
            isSorted = !times.IsNull(row) && (row == 0 || times.Bits(row - 1) <= times.Bits(row));
        }

        return isSorted
            ? table
            : table.Take([.. Enumerable.Range(0, table.Count).Where(row => !times.IsNull(row)).OrderBy(times.Bits)]);
    }

    private static FluxTable Cut(FluxTable table, WindowSlice slice, string startName, string stopName)
    {
        var cut = table.Take([.. Enumerable.Range(slice.First, slice.End - slice.First)]);
        var (start, stop) = (FluxValue.OfTime(slice.Start), FluxValue.OfTime(slice.Stop));
        return new FluxTable(table.Key.With(new(startName, start), new(stopName, stop)), cut.Columns)
            .With(FluxColumn.Constant(startName, start, cut.Count))
            .With(FluxColumn.Constant(stopName, stop, cut.Count));
    }

    private static FluxValue AggregateWindow(FluxArguments arguments)
    {
        var (windows, function) = (ReadWindows(arguments), arguments.Function("fn"));
        var (column, timeSource, timeName) =
            (arguments.Text("column", "_value"), arguments.Text("timeSrc", "_stop"), arguments.Text("timeDst", "_time"));
        var createEmpty = arguments.Bool("createEmpty", true);
        var (aggregate, select) = (AggregateFunctions.Find(function), SelectorFunctions.Find(function));
        var isPlain = timeName == "_time" && timeSource is "_start" or "_stop";
        return FluxValue.Of(arguments.FullTables.Select(table =>
        {
            var slices = Divide(arguments, windows, table, "_time", createEmpty, out var sorted);
            arguments.Context.Budget.Charge(2L * slices.Count);
            return !isPlain || (aggregate is null && select is null)
                ? Apply(arguments, function, sorted, slices, (column, timeSource, timeName))
                : aggregate is not null
                    ? Aggregate(aggregate, sorted, slices, column, timeSource)
                    : Select(select!, sorted, slices, column, timeSource);
        }).Where(table => table.Count > 0));
    }

    private static FluxTable Aggregate(Aggregate aggregate, FluxTable table, List<WindowSlice> slices, string name, string timeSource)
    {
        var column = table.Require(name);
        var values = new ColumnBuilder(name).As(aggregate.KindFor(column));
        foreach (var slice in slices)
        {
            values.Add(aggregate.Apply(column, slice.First, slice.End));
        }

        var times = Times(slices, timeSource);
        var keys = AggregateFunctions.KeyColumns(table, slices.Count).ToList();
        var bounds = keys.Where(key => key.Name is "_start" or "_stop").ToList();
        return new FluxTable(table.Key, [.. bounds, times, values.Build(), .. keys.Except(bounds)]);
    }

    private static FluxTable Select(
        Func<FluxColumn, int, int, int> select, FluxTable table, List<WindowSlice> slices, string name, string timeSource)
    {
        var column = table.Require(name);
        var rows = new List<int>(slices.Count);
        var full = new List<WindowSlice>(slices.Count);
        foreach (var slice in slices)
        {
            var row = select(column, slice.First, slice.End);
            if (row >= 0)
            {
                rows.Add(row);
                full.Add(slice);
            }
        }

        return table.Take([.. rows]).With(Times(full, timeSource));
    }

    private static FluxColumn Times(List<WindowSlice> slices, string timeSource)
    {
        var times = slices.ConvertAll(slice => timeSource == "_start" ? slice.Start : slice.Stop);
        return FluxColumn.OfBits("_time", ValueKind.Time, [.. times], times.Count);
    }

    // Any function: each window as a table, and what comes back under the key of the whole.
    private static FluxTable Apply(
        FluxArguments arguments, FluxFunction function, FluxTable table, List<WindowSlice> slices,
            (string Column, string TimeSource, string TimeName) names)
    {
        var merger = new TableMerger(arguments.Context.Budget);
        var key = table.Key;
        foreach (var slice in slices)
        {
            FluxTable[] window = [Cut(table, slice, "_start", "_stop")];
            var result = arguments.Evaluator.Call(function, ("column", FluxValue.Of(names.Column)), ("tables", FluxValue.Of(window)));
            if (result.Kind != ValueKind.Stream)
            {
                throw arguments.Fail("fn must return tables");
            }

            foreach (var part in result.Stream.Where(part => part.Count > 0))
            {
                var timed = part.With(part.Require(names.TimeSource).Renamed(names.TimeName));
                foreach (var bound in new[] { "_start", "_stop" })
                {
                    timed = key.TryGet(bound, out var value) ? timed.With(FluxColumn.Constant(bound, value, part.Count)) : timed;
                }

                merger.Add(key, timed);
            }
        }

        return merger.Build(isSorted: false).SingleOrDefault(new FluxTable(key, []));
    }
}
