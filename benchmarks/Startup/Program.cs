using System.Globalization;
using Startup;

// Runs the built AppHost several times as a whole process and prints the medians. See benchmarks/README.md.
string[] fourServers = ["--Stack:Backend=process", "--only", "prometheus,alertmanager,pushgateway,node-exporter"];
var appHost = args.Length > 0 ? args[0] : Path.Combine("AppHost", "bin", "Release", "net10.0", "AppHost");
var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
var switches = args.Length > 2 ? args[2..] : fourServers;
if (!File.Exists(appHost))
{
    Console.Error.WriteLine($"{appHost} is not there. Build it first: dotnet build AppHost -c Release");
    return 1;
}

var measured = new List<Measurement>();
for (var run = 1; run <= runs; run++)
{
    Console.Error.WriteLine($"run {run} of {runs}");
    measured.Add(await AppHostRun.MeasureAsync(Path.GetFullPath(appHost), switches));
}

(string Name, string Unit, Func<Measurement, double> Figure)[] figures =
[
    ("process start to dashboard answering", "s", m => m.DashboardSeconds),
    ("process start to all healthy", "s", m => m.HealthySeconds),
    ("AppHost's resident memory", "MB", m => m.ResidentMegabytes),
    ("AppHost's processor time while idle", "% of a core", m => m.IdlePercent),
    ("SIGTERM to everything gone", "s", m => m.StopSeconds),
];
Console.WriteLine($"{"",-40} {"min",8} {"median",8} {"max",8}");
foreach (var (name, unit, figure) in figures)
{
    var values = measured.Select(figure).Order().ToList();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{$"{name} ({unit})",-40} {values[0],8:0.00} {values[values.Count / 2],8:0.00} {values[^1],8:0.00}"));
}

return 0;
