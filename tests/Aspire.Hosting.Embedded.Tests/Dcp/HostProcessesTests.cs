using System.Collections.Concurrent;
using System.ComponentModel;
using Aspire.Hosting.Embedded.Dcp;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

[Tier(Tier.Process)]
public sealed class HostProcessesTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(10);
    private readonly HostProcesses _processes = new();

    public HostProcessesTests() => Requires.Linux();

    [Fact]
    public async Task Run_ToItsEnd_ReturnsCodeAndBothOutputs()
    {
        var outcome = await _processes.RunAsync(
            new HostProcessSpec("/bin/sh", "-c", "echo out; echo err >&2; echo $A$B; exit 3")
            {
                Environment = new Dictionary<string, string?> { ["A"] = "x y", ["HOME"] = null },
            },
            s_limit,
            TestContext.Current.CancellationToken);

        Assert.Equal(new HostProcessOutcome(3, "out\nx y\n", "err\n"), outcome);
    }

    [Fact]
    public async Task Run_LongerThanItsTime_IsKilled()
    {
        var outcome = await _processes.RunAsync(
            new HostProcessSpec("/bin/sh", "-c", "echo begun; exec sleep 600"), TimeSpan.FromMilliseconds(300), TestContext.Current.CancellationToken);

        Assert.True(outcome.TimedOut);
        Assert.Equal(-1, outcome.ExitCode);
    }

    [Fact]
    public async Task Start_UnknownProgram_Throws() => await Assert.ThrowsAsync<Win32Exception>(
        () => _processes.RunAsync(new HostProcessSpec("/nowhere/program"), s_limit, TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("exec sleep 600", 143)]
    [InlineData("trap '' TERM; echo ready; while :; do sleep 600 & wait; done", 137)]
    public async Task Terminate_WithAndWithoutAnEar_EndsIt(string script, int exitCode)
    {
        ConcurrentQueue<string> lines = new();
        await using var process = _processes.Start(new HostProcessSpec("/bin/sh", "-c", $"echo up; {script}") { OwnSession = true, OutputLine = lines.Enqueue });
        await Eventually.HoldsAsync("the script runs", () => lines.Contains(exitCode == 143 ? "up" : "ready"), Deadline.InProcess);

        await process.TerminateAsync(TimeSpan.FromMilliseconds(300));

        Assert.Equal(exitCode, await process.Exited);
    }

    [Fact]
    public async Task OwnSession_Always_KeepsTheIdAndLeadsItsGroup()
    {
        var id = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        // pid (comm) state ppid pgrp session …
        await using var process = _processes.Start(new HostProcessSpec("/bin/sh", "-c", "cut -d' ' -f1,5,6 /proc/$$/stat; exec sleep 600")
        {
            OwnSession = true,
            OutputLine = line => id.TrySetResult(line),
        });
        try
        {
            Assert.Equal($"{process.Id} {process.Id} {process.Id}", await id.Task.WaitAsync(s_limit, TestContext.Current.CancellationToken));
        }
        finally
        {
            process.Kill();
        }

        await process.Exited;
    }
}
