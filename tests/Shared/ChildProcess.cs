using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Observability.Tests;

/// <summary>
/// A program that a test runs as a user would: by its command line, ended by signals. Its output is kept. Disposing it
/// kills what is left of it.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ChildProcess(Process process)
    {
        _process = process;
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => _exited.TrySetResult();
    }

    /// <summary>Process id.</summary>
    public int Pid => _process.Id;

    /// <summary>True when it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Standard output and standard error so far, line by line in the order they came.</summary>
    public string Output
    {
        get
        {
            lock (_lock)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a program; its standard input is empty.</summary>
    /// <param name="environment">Variables to add to this process's own; null as a value removes one.</param>
    public static ChildProcess Start(
        string fileName,
        IEnumerable<string> arguments,
        string? workingDirectory = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? Repository.Root,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            start.Environment[name] = value;
        }

        // The runner's own variables are not the program's business.
        start.Environment.Remove("OBS_PROMISED_TIERS");

        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Append(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Append(line.Data);
        child._process.Start();
        child._process.StandardInput.Close();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Sends a signal, as <c>kill</c> does; to a process that has ended it does nothing.</summary>
    public void Signal(PosixSignal signal) => Kill(signal switch
    {
        PosixSignal.SIGINT => 2,
        PosixSignal.SIGTERM => 15,
        PosixSignal.SIGHUP => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(signal), signal, "Not one that tests send."),
    });

    /// <summary>Ends only this process, at once and without a chance to clean up: SIGKILL.</summary>
    public void KillAtOnce() => Kill(ProcessSignal.Kill);

    /// <summary>Waits for a line of output that contains the text and returns all output.</summary>
    public Task<string> PrintsAsync(string text, Deadline deadline) => Eventually.BecomesAsync(
        $"{_process.StartInfo.FileName} prints '{text}'",
        () => HasExited && !Output.Contains(text, StringComparison.Ordinal)
            ? throw new InvalidOperationException($"it ended with exit code {_process.ExitCode}:{Environment.NewLine}{Output}")
            : Output,
        output => output.Contains(text, StringComparison.Ordinal),
        deadline);

    /// <summary>Waits for the end and returns the exit code; 128 plus the signal's number when a signal ended it.</summary>
    public async Task<int> ExitCodeAsync(Deadline deadline)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(deadline.Time);
        try
        {
            // Not WaitForExitAsync: that also waits until the last grandchild has closed the output.
            await _exited.Task.WaitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            Assert.Fail($"{_process.StartInfo.FileName} did not end within {deadline.Time.TotalSeconds:0.#} s (deadline '{deadline.Name}'). Its output:{Environment.NewLine}{Output}");
        }

        await DrainOutputAsync();
        return _process.ExitCode;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _exited.Task;
        }

        _process.Dispose();
    }

    // The last lines may still be in the pipe; a grandchild that outlives the program holds it open.
    private async Task DrainOutputAsync()
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        await _process.WaitForExitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (_lock)
            {
                _output.AppendLine(line);
            }
        }
    }

    private void Kill(int signal)
    {
        if (!_process.HasExited)
        {
            ProcessSignal.Send(_process.Id, signal);
        }
    }
}
