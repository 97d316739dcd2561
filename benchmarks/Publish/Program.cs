using System.Globalization;
using Publish;

// Publishes as a whole process, several times, and prints the medians. See benchmarks/README.md.
if (args is ["--graph", var size, var output])
{
    await SyntheticGraph.PublishAsync(int.Parse(size, CultureInfo.InvariantCulture), output);
    return Environment.ExitCode;
}

var appHost = args.Length > 0 ? args[0] : Path.Combine("AppHost", "bin", "Release", "net10.0", "AppHost");
var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 5;
if (!File.Exists(appHost))
{
    Console.Error.WriteLine($"{appHost} is not there. Build it first: dotnet build AppHost -c Release");
    return 1;
}

var self = Environment.ProcessPath!;
int[] counts = [10, 100, 200, 1_000];
(string Name, Func<string, (string Program, string[] Arguments)> Command)[] cases =
[
    ("the whole stack, for both targets", folder => (Path.GetFullPath(appHost), ["publish", "--output-path", folder])),
    .. counts.Select(count => (
        string.Create(CultureInfo.InvariantCulture, $"{count} resources"),
        (Func<string, (string, string[])>)(folder => (self, ["--graph", count.ToString(CultureInfo.InvariantCulture), folder])))),
];
Console.WriteLine($"{"",-36} {"first s",8} {"again s",8} {"MB",6} {"files",6}");
foreach (var (name, command) in cases)
{
    var first = new List<double>();
    var again = new List<double>();
    var memory = 0.0;
    var files = 0;
    for (var run = 0; run < runs; run++)
    {
        var folder = Directory.CreateTempSubdirectory("observability-publish-");
        var (program, arguments) = command(folder.FullName);
        var cold = await PublishRun.MeasureAsync(program, arguments);
        first.Add(cold.Seconds);
        memory = Math.Max(memory, cold.PeakMegabytes);
        again.Add((await PublishRun.MeasureAsync(program, arguments)).Seconds);
        files = Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).Length;
        folder.Delete(recursive: true);
    }

    first.Sort();
    again.Sort();
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{name,-36} {first[runs / 2],8:0.00} {again[runs / 2],8:0.00} {memory,6:0} {files,6}"));
}

return 0;
