using System.Diagnostics;
using System.Globalization;
using System.Text;
using Documents;

// Fills the stand-in for Elasticsearch as a whole process with a million documents by _bulk and asks what a dashboard asks. See
// benchmarks/README.md. Arguments: the built stand-ins, the number of documents.
const int Batch = 2000;
const int Starts = 5;
const int Asks = 7;
var program = args.Length > 0 ? args[0] : Path.Combine("src", "Observability.StandIns", "bin", "Release", "net10.0", "Observability.StandIns.dll");
var documents = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000;

var starts = new List<double>();
var idle = new List<double>();
for (var start = 0; start < Starts; start++)
{
    using var empty = await ServerProcess.StartAsync(program);
    starts.Add(empty.UntilReady.TotalMilliseconds);
    await Task.Delay(1000);
    idle.Add(empty.MemoryMB);
}

Print("start to ready (ms)", Median(starts));
Print("resident memory, idle (MB)", Median(idle));

using var server = await ServerProcess.StartAsync(program);
await server.SendAsync(HttpMethod.Put, "/_index_template/telegraf", """
    {"index_patterns":["telegraf-*"],"template":{"settings":{"number_of_replicas":0,"refresh_interval":"5s"},"mappings":{
      "dynamic_templates":[
          {"strings":{"match_mapping_type":"string","mapping":{"type":"keyword"}}}],"properties":{"@timestamp":{"type":"date"},"message":{"type":"text"}}}}}
    """);
var writing = new Stopwatch();
long bytes = 0;
for (var first = 0; first < documents; first += Batch)
{
    var body = CreateBatch(first, Math.Min(Batch, documents - first));
    bytes += body.Length;
    writing.Start();
    var (_, answer) = await server.SendAsync(HttpMethod.Post, "/telegraf-2026.11.26/_bulk", body, "application/x-ndjson");
    writing.Stop();
    if (!answer.Contains("\"errors\":false", StringComparison.Ordinal))
    {
        throw new InvalidOperationException(answer);
    }
}

Print("documents", documents);
Print("bytes of a document", bytes / (double)documents);
Print("documents/s by _bulk, 2,000 each, client included", documents / writing.Elapsed.TotalSeconds);
await server.SendAsync(HttpMethod.Post, "/_refresh", null);
await AskAsync("date_histogram, all", """{"size":0,"aggs":{"2":{"date_histogram":{"field":"@timestamp","fixed_interval":"30s"}}}}""");
await AskAsync("date_histogram with avg and filter", """{"size":0,"query":{"bool":{"filter":[{"range":{"@timestamp":{"gte":"2026-11-26T00:30:00Z"}}},{"query_string":{"query":"level:error AND host:web-*"}}]}},"aggs":{"2":{"date_histogram":{"field":"@timestamp","fixed_interval":"30s"},"aggs":{"1":{"avg":{"field":"took"}}}}}}""");
await AskAsync("terms", """{"size":0,"aggs":{"3":{"terms":{"field":"host"}}}}""");
await AskAsync("terms over date_histogram over percentiles", """{"size":0,"aggs":{"3":{"terms":{"field":"level"},"aggs":{"2":{"date_histogram":{"field":"@timestamp","fixed_interval":"5m"},"aggs":{"1":{"percentiles":{"field":"took","percents":[95]}}}}}}}}""");
await AskAsync("query_string in all fields", """{"size":0,"query":{"query_string":{"query":"\"request 77\" OR timeout"}}}""");
await AskAsync("last 500 lines with a word", """{"size":500,"query":{"match":{"message":"timeout"}},"sort":[{"@timestamp":"desc"}]}""");
await AskAsync("one document by its identifier", null, "/telegraf-2026.11.26/_doc/77777");
Print("resident memory after (MB)", server.MemoryMB);
Print("on the disk (MB)", server.DiskMB);
using var again = await server.RestartAsync(program);
Print("start to ready after kill -9, with the documents (ms)", again.UntilReady.TotalMilliseconds);
Print("first search after it, which reads them (ms)", (await again.SendAsync(HttpMethod.Post, "/telegraf-*/_count", "{}")).Time.TotalMilliseconds);

async Task AskAsync(string name, string? search, string path = "/telegraf-*/_search")
{
    var times = new List<double>();
    for (var ask = 0; ask < Asks; ask++)
    {
        times.Add((await server.SendAsync(search is null ? HttpMethod.Get : HttpMethod.Post, path, search)).Time.TotalMilliseconds);
    }

    Print(string.Create(CultureInfo.InvariantCulture, $"{name} (ms, first {times[0]:0.0})"), Median(times));
}

// An hour of log lines of forty hosts, a line each 3.6 ms for a million.
string CreateBatch(int first, int count)
{
    var start = new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);
    var text = new StringBuilder();
    for (var i = first; i < first + count; i++)
    {
        var at = start.AddMilliseconds(3_600_000.0 * i / documents);
        text.Append(CultureInfo.InvariantCulture, $$$"""{"index":{"_id":"{{{i}}}"}}""").Append('\n');
        text.Append(CultureInfo.InvariantCulture, $$$"""{"@timestamp":"{{{at:yyyy-MM-ddTHH:mm:ss.fffZ}}}","host":"web-{{{i % 40}}}","level":"{{{(i % 50 == 0 ? "error" : i % 7 == 0 ? "warn" : "info")}}}","status":{{{(i % 50 == 0 ? 500 : 200)}}},"took":{{{(i * 7919L % 10_007) / 100.0}}},"message":"request {{{i % 100}}} of client {{{i % 1000}}} ended {{{(i % 211 == 0 ? "with a timeout" : "well")}}}","tag":{"zone":"z{{{i % 3}}}"} }""").Append('\n');
    }

    return text.ToString();
}

static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-75} {value,12:#,0.0}"));
