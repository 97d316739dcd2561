using System.Diagnostics;
using System.Globalization;
using LogQL;
using Observability.LogQL;

// Queries over a million lines of 20 streams in memory. See benchmarks/README.md.
const int Streams = 20;
const int Runs = 9;
var only = args.Length > 1 ? args[1] : string.Empty;
var lines = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
var source = new GeneratedSource(lines, Streams);
var engine = new LogQLEngine(source);
var hour = QueryParameters.Range(GeneratedSource.Start, GeneratedSource.Start + GeneratedSource.Hour, 60_000_000_000);
var wide = new LogQLEngine(source, new QueryLimits { MaxSeries = 5000 });

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{lines} lines of {Streams} streams, {source.Bytes / 1e6:0} MB, {Environment.ProcessorCount} processors, medians of {Runs} runs"));
Console.WriteLine($"{"",-48} {"ms",8} {"CPU ms",8} {"allocated MB",13} {"lines read",11} {"results",8}");
await MeasureAsync("substring filter that finds few", engine, "{stream=\"stdout\"} |= \"trace=0000\"", hour);
await MeasureAsync("substring filter that finds none", engine, "{stream=\"stdout\"} |= \"no such text\"", hour);
await MeasureAsync("substring filter, newest 100", engine, "{stream=\"stdout\"} |= \"status=500\"", hour);
await MeasureAsync("regular expression that finds few", engine, "{stream=\"stdout\"} |~ \"trace=0000[0-9a-f]+ msg\"", hour);
await MeasureAsync("rate by label over the hour", engine, "sum by (app) (rate({stream=\"stdout\"}[1m]))", hour);
await MeasureAsync("rate of filtered lines by label", engine, "sum by (app) (rate({stream=\"stdout\"} |= \"level=error\" [1m]))", hour);
await MeasureAsync("bytes_rate by label", engine, "sum by (app) (bytes_rate({stream=\"stdout\"}[5m]))", hour);
await MeasureAsync("rate by a label of logfmt", engine, "sum by (level) (rate({stream=\"stdout\"} | logfmt [1m]))", hour);
await MeasureAsync(
    "99th percentile of a label of logfmt",
    wide,
    "quantile_over_time(0.99, {stream=\"stdout\"} | logfmt | unwrap duration(duration) [5m]) by (app)",
    hour);
await MeasureAsync(
    "logfmt and label filter, one stream, newest 100", engine, "{pod=\"pod-7\"} | logfmt | status=\"500\" and duration > 500ms", hour);
await MeasureAsync("logfmt and label filter that finds none", engine, "{stream=\"stdout\"} | logfmt | status=\"404\"", hour);
await MeasureAsync("json that is none, filtered", engine, "{stream=\"stdout\"} | json | __error__=\"\"", hour);

async Task MeasureAsync(string name, LogQLEngine engine, string text, QueryParameters parameters)
{
    if (!name.Contains(only, StringComparison.Ordinal))
    {
        return;
    }

    var query = LogQLQuery.Parse(text);
    var times = new List<double>();
    var processor = new List<double>();
    long allocated = 0;
    Observability.LogQL.Results.QueryResult? result = null;
    for (var run = 0; run < Runs + 3; run++)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var used = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        result = await engine.EvaluateAsync(query, parameters, CancellationToken.None);
        if (run >= 3)
        {
            // The first ones compile the code.
            times.Add(clock.Elapsed.TotalMilliseconds);
            processor.Add((Environment.CpuUsage.TotalTime - used).TotalMilliseconds);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        }
    }

    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-48} {Median(times),8:0.0} {Median(processor),8:0.0} {allocated / 1e6,13:0.00} ")
        + string.Create(CultureInfo.InvariantCulture, $"{result!.Statistics.Lines,11} {result.Statistics.Entries,8}"));
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
