using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Startup;

/// <summary>Starts the AppHost, watches it from outside and ends it.</summary>
internal static partial class AppHostRun
{
    private const string Mark = "OBS_BENCHMARK_RUN";
    private static readonly TimeSpan s_settle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_idle = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(10);

    /// <summary>One run from start to gone.</summary>
    public static async Task<Measurement> MeasureAsync(string appHost, IReadOnlyList<string> switches)
    {
        var mark = RandomNumberGenerator.GetHexString(16, lowercase: true);
        var dashboard = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        var healthy = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        var clock = Stopwatch.StartNew();
        using var process = Start(appHost, switches, mark, line => Read(line, clock, dashboard, healthy));
        try
        {
            var exited = process.WaitForExitAsync();
            if (await Task.WhenAny(Task.WhenAll(dashboard.Task, healthy.Task), exited) == exited)
            {
                throw new InvalidOperationException($"The AppHost ended with exit code {process.ExitCode} before it was ready.");
            }

            await Task.Delay(s_settle);
            var memory = ReadResidentMegabytes(process.Id);
            var before = process.TotalProcessorTime;
            await Task.Delay(s_idle);
            process.Refresh();
            var idle = (process.TotalProcessorTime - before) / s_idle * 100;

            clock.Restart();
            if (Kill(process.Id, 15) != 0)
            {
                throw new InvalidOperationException("The AppHost cannot be signalled.");
            }

            while (AnyMarked(mark))
            {
                await Task.Delay(s_poll);
            }

            return new Measurement(await dashboard.Task, await healthy.Task, memory, idle, clock.Elapsed.TotalSeconds);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(string appHost, IReadOnlyList<string> switches, string mark, Action<string> read)
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(appHost, switches)
            {
                RedirectStandardOutput = true,
                WorkingDirectory = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(appHost)!, "..", "..", "..")),
                Environment = { [Mark] = mark },
            },
        };
        process.OutputDataReceived += (_, line) => read(line.Data ?? string.Empty);
#pragma warning disable RS0030 // The benchmark starts the program it measures; nothing else of the project is loaded here.
        process.Start();
#pragma warning restore RS0030
        process.BeginOutputReadLine();
        return process;
    }

    private static void Read(string line, Stopwatch clock, TaskCompletionSource<double> dashboard, TaskCompletionSource<double> healthy)
    {
        if (LoginUrl().Match(line) is { Success: true } match)
        {
            _ = PollAsync(new Uri(match.Value), clock, dashboard);
        }
        else if (line.StartsWith("Ready after", StringComparison.Ordinal))
        {
            healthy.TrySetResult(clock.Elapsed.TotalSeconds);
        }
    }

    private static async Task PollAsync(Uri url, Stopwatch clock, TaskCompletionSource<double> answered)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(url);
                if (answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.Redirect)
                {
                    answered.TrySetResult(clock.Elapsed.TotalSeconds);
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }

            await Task.Delay(s_poll);
        }
    }

    // VmRSS:	  105180 kB
    private static double ReadResidentMegabytes(int pid)
    {
        var line = File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024 / 1e6;
    }

    private static bool AnyMarked(string mark) => Directory.EnumerateDirectories("/proc").Any(folder =>
    {
        try
        {
            return char.IsAsciiDigit(Path.GetFileName(folder)[0])
                && File.ReadAllText(Path.Combine(folder, "environ")).Contains($"{Mark}={mark}", StringComparison.Ordinal);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int pid, int signal);

    [GeneratedRegex(@"http://\S+/login\?t=\S+")]
    private static partial Regex LoginUrl();
}
