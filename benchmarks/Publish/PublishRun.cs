using System.Diagnostics;
using System.Globalization;

namespace Publish;

/// <summary>What one publish took.</summary>
/// <param name="Seconds">Process start to its end.</param>
/// <param name="PeakMegabytes">The most resident memory that it had (10^6 bytes).</param>
internal sealed record PublishRun(double Seconds, double PeakMegabytes)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static async Task<PublishRun> MeasureAsync(string program, string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
#pragma warning disable RS0030 // The benchmark starts the program it measures.
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
#pragma warning restore RS0030
        var output = process.StandardOutput.ReadToEndAsync();
        var end = process.WaitForExitAsync();
        var peak = 0.0;
        while (await Task.WhenAny(end, Task.Delay(s_look)) != end)
        {
            peak = Math.Max(peak, ReadPeak(process.Id));
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode == 0
            ? new PublishRun(seconds, peak)
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}:{Environment.NewLine}{await output}");
    }

    // VmHWM:    123456 kB
    private static double ReadPeak(int id)
    {
        try
        {
            var line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / 1e6;
        }
        catch (IOException)
        {
            // It has just ended.
            return 0;
        }
    }
}
