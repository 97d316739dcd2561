using System.Diagnostics;
using System.Security.Cryptography;

namespace Observability.Tests;

/// <summary>
/// Proves that a run leaves nothing behind. A test starts the run with <see cref="Variable"/>=<see cref="Value"/> in its
/// environment; everything the run starts inherits it, also when its parent has been killed, and is found by it.
/// </summary>
internal sealed class Leftovers
{
    private readonly int _ownPid = Environment.ProcessId;
    private readonly HashSet<int> _portsSeen = [];

    /// <summary>Name of the marking variable.</summary>
    public const string Variable = "OBS_TEST_RUN";

    /// <summary>Value of the marking variable, another one for each instance.</summary>
    public string Value { get; } = RandomNumberGenerator.GetHexString(16, lowercase: true);

    /// <summary>Processes that carry the mark, without this one.</summary>
    public IReadOnlyList<ProcessEntry> Processes() =>
        [.. ProcFs.Processes().Where(process => process.Pid != _ownPid && ProcFs.HasEnvironment(process.Pid, Variable, Value))];

    /// <summary>Processes whose command line contains the text; for programs that drop their environment.</summary>
    public static IReadOnlyList<ProcessEntry> WithCommandLine(string text) =>
        [.. ProcFs.Processes().Where(process => process.Pid != Environment.ProcessId && process.CommandLine.Contains(text, StringComparison.Ordinal))];

    /// <summary>Kills what carries the mark: for a test that has failed half-way, so that the next one is not disturbed.</summary>
    public void KillAll()
    {
        foreach (var entry in Processes())
        {
            try
            {
                using var process = Process.GetProcessById(entry.Pid);
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It has ended by itself.
            }
        }
    }

    /// <summary>
    /// Notes the ports on which the marked processes listen now, so that <see cref="AreGoneAsync"/> can tell that they
    /// are closed. Call it while the run is up.
    /// </summary>
    public IReadOnlyList<int> NotePorts()
    {
        var ports = ProcFs.ListeningPorts(Processes().Select(process => process.Pid));
        _portsSeen.UnionWith(ports);
        return ports;
    }

    /// <summary>
    /// Waits until no marked process, no port of <see cref="NotePorts"/> and none of the given files and folders is left.
    /// </summary>
    /// <param name="paths">Sockets, session folders or state that must be gone too.</param>
    public Task AreGoneAsync(Deadline deadline, params IReadOnlyList<string> paths) => Eventually.BecomesAsync(
        "nothing is left of the run",
        () => Find(paths),
        left => left.Count == 0,
        deadline,
        left => string.Join(Environment.NewLine, left));

    private List<string> Find(IReadOnlyList<string> paths)
    {
        var left = Processes().Select(process => $"process {process}").ToList();
        if (_portsSeen.Count > 0)
        {
            left.AddRange(ProcFs.AllListeningPorts().Where(_portsSeen.Contains).Select(port => $"port {port}"));
        }

        left.AddRange(paths.Where(Path.Exists).Select(path => $"path {path}"));
        return left;
    }
}
