using System.Diagnostics;
using System.Globalization;
using Logs;

// Pushes a million lines to the built stand-in for Loki and asks it about them. See benchmarks/README.md.
const int Starts = 5;
const int Queries = 7;
var assembly = args.Length > 0
    ? args[0]
    : Path.Combine(FindRoot(), "src/Observability.StandIns/bin/Release/net10.0/Observability.StandIns.dll");
var lines = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;

var ready = new List<double>();
var idle = new List<double>();
for (var start = 0; start < Starts; start++)
{
    await using var once = await StandInRun.StartAsync(assembly);
    ready.Add(once.ReadySeconds);
    await Task.Delay(TimeSpan.FromSeconds(2));
    idle.Add(once.ResidentMegabytes);
}

Print("start to ready (s)", ready);
Print("memory idle (MB)", idle);
await using var run = await StandInRun.StartAsync(assembly);
var clock = Stopwatch.StartNew();
var before = Environment.CpuUsage.TotalTime.TotalSeconds;
await new LinePusher(run.Client, lines).PushAsync();
var seconds = clock.Elapsed.TotalSeconds;
Print($"{lines} lines pushed (s)", [seconds]);
Print("of it processor time of the server (s)", [run.ProcessorSeconds]);
Print("of it processor time of the client (s)", [Environment.CpuUsage.TotalTime.TotalSeconds - before]);
Print("lines a second", [lines / seconds]);
Print("memory after the push (MB)", [run.ResidentMegabytes]);
await AskAsync("substring in all lines", "{app=\"shop\"} |= \"needle\"", "&limit=100");
await AskAsync("rate by label over the hour", "sum by (instance) (rate({app=\"shop\"}[1m]))", "&step=60");
await AskAsync("rate of a substring by label", "sum by (instance) (rate({app=\"shop\"} |= \"status=500\"[1m]))", "&step=60");
await AskAsync("logfmt filter, 100 of one stream", "{instance=\"shop-7\"} | logfmt | status=\"500\"", "&limit=100");
await AskAsync("newest 100 lines", "{app=\"shop\"}", "&limit=100");
Print("memory after the queries (MB)", [run.ResidentMegabytes]);
Print("most memory (MB)", [run.PeakMegabytes]);
Print("on disk (MB)", [run.DiskMegabytes]);
return;

async Task AskAsync(string name, string query, string parameters)
{
    var times = new List<double>();
    var processor = new List<double>();
    for (var i = 0; i < Queries; i++)
    {
        var used = run.ProcessorSeconds;
        clock.Restart();
        using var answer = await run.Client.GetAsync($"/loki/api/v1/query_range?query={Uri.EscapeDataString(query)}&since=2h{parameters}");
        var body = await answer.Content.ReadAsStringAsync();
        times.Add(clock.Elapsed.TotalMilliseconds);
        processor.Add((run.ProcessorSeconds - used) * 1000);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{query}: {(int)answer.StatusCode}: {body}");
        }
    }

    Print($"{name} (ms)", times);
    Print("   processor time of the server (ms)", processor);
}

// The median, and where there is more than one value also the first and the least.
static void Print(string name, IReadOnlyList<double> values)
{
    var median = values.Order().ElementAt(values.Count / 2);
    var others = values.Count == 1 ? string.Empty : FormattableString.Invariant($"   first {values[0]:0.###}, least {values.Min():0.###}");
    Console.WriteLine(FormattableString.Invariant($"{name,-42} {median,10:0.###}{others}"));
}

static string FindRoot()
{
    var folder = new DirectoryInfo(AppContext.BaseDirectory);
    while (!File.Exists(Path.Combine(folder.FullName, "Observability.sln")))
    {
        folder = folder.Parent ?? throw new InvalidOperationException("There is no Observability.sln above the program.");
    }

    return folder.FullName;
}
