using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Ingest;

/// <summary>A program that runs beside this one and is ended with it.</summary>
internal sealed class MeasuredProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private MeasuredProcess(Process process) => _process = process;

    /// <summary>The first line that it prints; throws where it ends without one.</summary>
    public Task<string> FirstLine => _firstLine.Task;

    /// <summary>The most memory that it has had at once, in MB.</summary>
    public double PeakMegabytes
    {
        get
        {
            // VmHWM:     123456 kB
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(text => text.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1e3;
        }
    }

    /// <summary>Processor time that it has used.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts one.</summary>
    public static MeasuredProcess Start(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var measured = new MeasuredProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        measured._process.OutputDataReceived += (_, line) => measured.Read(line.Data);
        measured._process.ErrorDataReceived += (_, line) => measured.Read(line.Data);
        measured._process.Exited += (_, _) => measured._firstLine.TrySetException(new InvalidOperationException($"{program} has ended."));
        measured._process.Start();
        measured._process.BeginOutputReadLine();
        measured._process.BeginErrorReadLine();
        return measured;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited && SendSignal(_process.Id, 15) == 0)
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            await _process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    private void Read(string? line)
    {
        if (!string.IsNullOrWhiteSpace(line))
        {
            _firstLine.TrySetResult(line);
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int pid, int signal);
}
