using Observability.CloudExporter.Collection;
using Observability.CloudExporter.Metrics;

namespace Observability.CloudExporter.Tests;

/// <summary>A collector that does what the test says, and counts how often it was asked.</summary>
internal sealed class ScriptedCollector(string name, Func<int, CancellationToken, Task<IReadOnlyList<Sample>>> collect) : ICloudCollector
{
    public static readonly MetricFamily Thing = new("test_thing", "A thing of a test.", "collector", "number");

    private int _calls;

    public string Provider => "test";

    public string Account => "main";

    public string Name => name;

    public int Calls => Volatile.Read(ref _calls);

    /// <summary>Gives samples whose value is the number of the call.</summary>
    public static ScriptedCollector Counting(string name, int samples = 1) => new(name, (call, _) => Task.FromResult(Things(name, call, samples)));

    /// <summary>Fails each time.</summary>
    public static ScriptedCollector Failing(string name) => new(name, (_, _) => throw new InvalidDataException("The answer was nonsense."));

    public static IReadOnlyList<Sample> Things(string name, double value, int samples = 1) =>
        [.. Enumerable.Range(0, samples).Select(i => Thing.Sample(value, name, $"{i}"))];

    public Task<IReadOnlyList<Sample>> CollectAsync(CancellationToken cancellationToken) =>
        collect(Interlocked.Increment(ref _calls), cancellationToken);
}
