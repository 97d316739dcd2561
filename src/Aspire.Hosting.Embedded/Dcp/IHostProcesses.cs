namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// Starts the processes that the host itself needs: DCP, the dashboard, the container engine's command line, npm.
/// Everything else runs under DCP. Tests replace it by one that records what would have run.
/// </summary>
internal interface IHostProcesses
{
    /// <summary>Starts a process that outlives the call.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program does not exist or cannot be executed.</exception>
    IHostProcess Start(HostProcessSpec spec);

    /// <summary>Runs a program to its end; a program that exceeds <paramref name="timeout"/> is killed.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program does not exist or cannot be executed.</exception>
    Task<HostProcessOutcome> RunAsync(HostProcessSpec spec, TimeSpan timeout, CancellationToken cancellationToken);
}

/// <summary>A process started by <see cref="IHostProcesses"/>.</summary>
internal interface IHostProcess : IAsyncDisposable
{
    /// <summary>The process id.</summary>
    int Id { get; }

    /// <summary>
    /// Completes with the exit code when the process is gone. Lines that it wrote last may still arrive afterwards.
    /// </summary>
    Task<int> Exited { get; }

    /// <summary>
    /// Sends SIGTERM and, when the process is still there after <paramref name="grace"/>, <see cref="Kill"/>s it.
    /// Completes when it is gone. Safe to call more than once.
    /// </summary>
    Task TerminateAsync(TimeSpan grace);

    /// <summary>Sends SIGKILL to the process, and to its whole group where it was started with an own session.</summary>
    void Kill();
}
