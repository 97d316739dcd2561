using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>A running process; the only place of the host that starts one.</summary>
internal sealed class HostProcess : IHostProcess
{
    private const int SigKill = 9;
    private const int SigTerm = 15;

    private readonly Process _process;
    private readonly bool _ownSession;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _outputEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _errorEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HostProcess(ProcessStartInfo info, HostProcessSpec spec)
    {
        _ownSession = spec.OwnSession;
        _process = new Process { StartInfo = info, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, e) => Receive(e.Data, spec.OutputLine, _outputEnd);
        _process.ErrorDataReceived += (_, e) => Receive(e.Data, spec.ErrorLine, _errorEnd);
        // Not WaitForExitAsync: that also waits for the pipes, which a grandchild may keep open.
        _process.Exited += (_, _) => _exited.TrySetResult(_process.ExitCode);
        try
        {
            _process.Start();
        }
        catch (Win32Exception)
        {
            _process.Dispose();
            throw;
        }

        Id = _process.Id;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        // Nothing that the host starts may read the user's terminal.
        _process.StandardInput.Close();
    }

    /// <inheritdoc />
    public int Id { get; }

    /// <inheritdoc />
    public Task<int> Exited => _exited.Task;

    /// <summary>Completes when both output pipes are at their end.</summary>
    public Task Drained => Task.WhenAll(_outputEnd.Task, _errorEnd.Task);

    /// <inheritdoc />
    public async Task TerminateAsync(TimeSpan grace)
    {
        if (!Exited.IsCompleted)
        {
            Signal(Id, SigTerm);
        }

        try
        {
            await Exited.WaitAsync(grace).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            Kill();
            await Exited.ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Kill()
    {
        if (_ownSession)
        {
            // The group is signalled even when its leader is gone: what it left behind is in it.
            Signal(-Id, SigKill);
        }
        else if (!Exited.IsCompleted)
        {
            Signal(Id, SigKill);
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _process.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Receive(string? line, Action<string>? receiver, TaskCompletionSource end)
    {
        if (line is null)
        {
            end.TrySetResult();
        }
        else
        {
            receiver?.Invoke(line);
        }
    }

    // An error (the process is gone already) is what the caller wants anyway.
    private static void Signal(int id, int signal) => _ = NativeKill(id, signal);

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int id, int signal);
}
