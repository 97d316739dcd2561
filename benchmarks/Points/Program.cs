using System.Globalization;
using Points;

// Runs the stand-in for InfluxDB, and Debian's influxd 1.6 where it is on PATH, as whole processes in turns. See benchmarks/README.md.
const int Runs = 3;
const int Queries = 7;
var points = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var load = new Load(points);
var own = new List<Measurement>();
var theirs = new List<Measurement>();
for (var run = 1; run <= Runs; run++)
{
    Console.Error.WriteLine($"run {run} of {Runs}");
    own.Add(await MeasureAsync(Server.StartStandIn, isVersion2: true));
    if (Server.FindInflux() is { } influxd)
    {
        theirs.Add(await MeasureAsync(folder => Server.StartInflux(influxd, folder), isVersion2: false));
    }
}

(string Name, Func<Measurement, double> Figure)[] figures =
[
    ("process start to ready (s)", m => m.ReadySeconds),
    ("resident memory, idle (MB)", m => m.IdleMegabytes),
    ("points written a second over /write (1,000)", m => m.PointsPerSecond / 1e3),
    ("points written a second over /api/v2/write (1,000)", m => m.PointsPerSecondV2 / 1e3),
    ("InfluxQL mean, group by time(1h) over all (ms)", m => m.GroupByTimeMs),
    ("InfluxQL mean, group by time(1h), host (ms)", m => m.GroupByHostMs),
    ("Flux aggregateWindow(1h, mean) over all (ms)", m => m.AggregateWindowMs),
    ("Flux filter on values, count (ms)", m => m.FilterMs),
    ("resident memory, after all of it (MB)", m => m.AfterMegabytes),
];
Console.WriteLine($"{points} points in {Load.Series} series, medians of {Runs} runs, queries of {Queries} in each");
Console.WriteLine($"{"",-52} {"stand-in",10} {"influxd 1.6",12} {"ratio",7}");
foreach (var (name, figure) in figures)
{
    var (mine, other) = (Median(own.Select(figure)), theirs.Count == 0 ? double.NaN : Median(theirs.Select(figure)));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-52} {mine,10:0.00} {other,12:0.00} {mine / other,7:0.00}"));
}

async Task<Measurement> MeasureAsync(Func<string, Server> start, bool isVersion2)
{
    var folder = Directory.CreateTempSubdirectory("obs-points-").FullName;
    try
    {
        await using var server = start(folder);
        var ready = await server.WaitAsync();
        await Task.Delay(TimeSpan.FromSeconds(3));
        var idle = server.ResidentMegabytes;
        await server.SetUpAsync();
        var version1 = await load.WriteAsync(server, $"/write?db={Server.Bucket}&precision=s");
        var version2 = isVersion2 ? await load.WriteAsync(server, $"/api/v2/write?org=o&bucket={Server.Second}&precision=s") : double.NaN;
        var byTime = await TimeAsync(() => server.InfluxQLAsync($"SELECT mean(v) FROM cpu WHERE {load.Range} GROUP BY time(1h)"));
        var byHost = await TimeAsync(() => server.InfluxQLAsync($"SELECT mean(v) FROM cpu WHERE {load.Range} GROUP BY time(1h), host"));
        var window = isVersion2 ? await TimeAsync(() => server.FluxAsync(load.Flux("aggregateWindow(every: 1h, fn: mean)"))) : double.NaN;
        var filter = isVersion2
            ? await TimeAsync(() => server.FluxAsync(load.Flux("filter(fn: (r) => r._value > 50.0) |> count()"))) : double.NaN;
        return new Measurement(ready, idle, version1, version2, byTime, byHost, window, filter, server.ResidentMegabytes);
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
}

static async Task<double> TimeAsync(Func<Task> query)
{
    var times = new List<double>();
    for (var i = 0; i < Queries; i++)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        await query();
        times.Add(clock.Elapsed.TotalMilliseconds);
    }

    return Median(times);
}

static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
