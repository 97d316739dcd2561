using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>
/// Stops the application on SIGINT and SIGTERM, also before the host has begun to listen for them, and when the Aspire
/// CLI that started it is gone.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private const string CliPid = "ASPIRE_CLI_PID";
    private const string CliStarted = "ASPIRE_CLI_STARTED";

    // The CLI gives its start in whole seconds, the kernel in ticks since the boot.
    private static readonly TimeSpan s_tolerance = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _disposed = new();
    private readonly IHostApplicationLifetime _lifetime;
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals(IHostApplicationLifetime lifetime, IConfiguration configuration)
    {
        _lifetime = lifetime;
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop),
        ];
        if (int.TryParse(configuration[CliPid], NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
        {
            _ = StopAfterAsync(pid, configuration[CliStarted]);
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _disposed.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _lifetime.StopApplication();
    }

    private async Task StopAfterAsync(int pid, string? started)
    {
        try
        {
            using var cli = Process.GetProcessById(pid);
            if (!IsAnother(cli, started))
            {
                await cli.WaitForExitAsync(_disposed.Token).ConfigureAwait(false);
            }
        }
        catch (ArgumentException)
        {
            // It has ended already.
        }
        catch (InvalidOperationException)
        {
            // It ended just now.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _lifetime.StopApplication();
    }

    // A process id may have been given to another process since.
    private static bool IsAnother(Process process, string? started) =>
        long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && (process.StartTime.ToUniversalTime() - DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime).Duration() > s_tolerance;
}
