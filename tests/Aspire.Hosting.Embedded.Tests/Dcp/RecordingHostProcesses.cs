using System.ComponentModel;
using Aspire.Hosting.Embedded.Dcp;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

/// <summary>Records what would have been started and answers as the test says.</summary>
internal sealed class RecordingHostProcesses(Func<HostProcessSpec, HostProcessOutcome> answer) : IHostProcesses
{
    private const int FileNotFound = 2;
    private readonly List<HostProcessSpec> _started = [];

    /// <summary>What was started, in order.</summary>
    public IReadOnlyList<HostProcessSpec> Started => _started;

    /// <summary>Answers every program as if it were not installed.</summary>
    public static RecordingHostProcesses WithoutPrograms() => new(spec => throw new Win32Exception(FileNotFound, $"No such file: {spec.FileName}"));

    public IHostProcess Start(HostProcessSpec spec)
    {
        _started.Add(spec);
        var outcome = answer(spec);
        if (spec.OutputFile is { } file)
        {
            File.WriteAllText(file, outcome.Output + outcome.Error);
        }

        return new EndedProcess(outcome.ExitCode);
    }

    public Task<HostProcessOutcome> RunAsync(HostProcessSpec spec, TimeSpan timeout, CancellationToken cancellationToken)
    {
        _started.Add(spec);
        return Task.FromResult(answer(spec));
    }

    private sealed class EndedProcess(int exitCode) : IHostProcess
    {
        public int Id => 0;

        public Task<int> Exited { get; } = Task.FromResult(exitCode);

        public Task TerminateAsync(TimeSpan grace) => Task.CompletedTask;

        public void Kill()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
