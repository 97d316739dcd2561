using System.Diagnostics;
using System.Globalization;
using Ingest;

// Messages through RabbitMQ and the stand-in consumer into InfluxDB 1.6, against a consumer that only acknowledges. See
// benchmarks/README.md.
if (args is ["plain", var url, var plainQueue, var number])
{
    await PlainConsumer.RunAsync(url, plainQueue, int.Parse(number, CultureInfo.InvariantCulture));
    return 0;
}

const int PerSecond = 1_000;
const int Seconds = 15;
var messages = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
await using var servers = new Servers();
await servers.StartAsync();

var plain = await MeasurePlainAsync("plain");
var standIn = await MeasureStandInAsync("full");
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{messages} messages of one point each, a full queue"));
Console.WriteLine($"{"",-40} {"stand-in",10} {"plain",10} {"ratio",7}");
Print("messages a second", messages / standIn.Seconds, messages / plain.Seconds);
Print("peak memory (MB)", standIn.Megabytes, plain.Megabytes);
Print("processor time a message (µs)", standIn.ProcessorSeconds / messages * 1e6, plain.ProcessorSeconds / messages * 1e6);

var latencies = await PaceAsync("paced");
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{PerSecond} messages a second for {Seconds} s, from publishing to the answer of a query"));
foreach (var (name, share) in new[] { ("median", 0.5), ("95 %", 0.95), ("99 %", 0.99), ("slowest", 1) })
{
    var value = latencies[Math.Min(latencies.Length - 1, (int)(latencies.Length * share))];
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40} {value,10:0} ms"));
}

return 0;

static void Print(string name, double own, double theirs) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{name,-40} {own,10:0.0} {theirs,10:0.0} {own / theirs,7:0.00}"));

async Task<Figures> MeasurePlainAsync(string queue)
{
    await Producer.FillAsync(servers, queue, messages);
    var self = Path.Combine(AppContext.BaseDirectory, "Ingest.dll");
    await using var process = MeasuredProcess.Start(
        "dotnet", [self, "plain", servers.BrokerUrl, queue, messages.ToString(CultureInfo.InvariantCulture)]);
    var seconds = double.Parse(await process.FirstLine, CultureInfo.InvariantCulture);
    return new Figures(seconds, process.PeakMegabytes, process.ProcessorTime.TotalSeconds);
}

async Task<Figures> MeasureStandInAsync(string queue)
{
    await Producer.FillAsync(servers, queue, messages);
    await using var process = StandInRun.Start(servers, queue);
    var seconds = await DrainAsync(queue, messages);
    return new Figures(seconds, process.PeakMegabytes, process.ProcessorTime.TotalSeconds);
}

// From the first point that the store has to the last.
async Task<double> DrainAsync(string queue, int all)
{
    long seen;
    while ((seen = await servers.CountAsync(queue)) == 0)
    {
        await Task.Delay(20);
    }

    var clock = Stopwatch.StartNew();
    long count;
    while ((count = await servers.CountAsync(queue)) < all)
    {
        await Task.Delay(50);
    }

    return clock.Elapsed.TotalSeconds * all / (all - seen);
}

async Task<double[]> PaceAsync(string queue)
{
    await Producer.FillAsync(servers, queue, 1);
    await using var consumer = StandInRun.Start(servers, queue);
    await DrainToAsync(1);
    var publishing = Producer.PaceAsync(servers, queue, PerSecond, Seconds);
    var visible = new List<(long Count, long Time)>();
    while (visible.Count == 0 || visible[^1].Count < PerSecond * Seconds)
    {
        visible.Add((await servers.CountAsync(queue), Stopwatch.GetTimestamp()));
        await Task.Delay(5);
    }

    // The first message of all has the number 1 as well, and the time of the first of these: the store sees one point.
    var published = await publishing;
    return [.. Enumerable.Range(2, (PerSecond * Seconds) - 1)
        .Select(
            message => Stopwatch.GetElapsedTime(published[message], visible.First(seen => seen.Count >= message).Time).TotalMilliseconds)
        .Order()];

    async Task DrainToAsync(long count)
    {
        while (await servers.CountAsync(queue) < count)
        {
            await Task.Delay(20);
        }
    }
}
