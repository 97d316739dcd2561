using System.ComponentModel;
using System.Runtime.InteropServices;
using Aspire.Hosting.Embedded.Dcp;

namespace Aspire.Hosting.Embedded.Bundle;

/// <summary>Fetches the pinned bundle from the npm registry that npm is configured with, and unpacks it.</summary>
/// <param name="processes">Runs npm and the CLI.</param>
/// <param name="integrity">Hash that the download must have, in npm's form.</param>
/// <param name="startProgress">Begins to show the progress of a step.</param>
internal sealed class BundleFetcher(IHostProcesses processes, string integrity, Func<string, FetchProgress> startProgress)
{
    private const int KeptErrorLines = 5;
    private static readonly TimeSpan s_downloadTimeout = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan s_setupTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_progressInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Fetches and unpacks.</summary>
    /// <param name="home">Directory that gets <c>bundle/</c>.</param>
    /// <param name="cancellationToken">Ends the download and removes what there is of it.</param>
    /// <exception cref="DistributedApplicationException">It cannot be had; the message has the remedy.</exception>
    public async Task FetchAsync(string home, CancellationToken cancellationToken)
    {
        ThrowIfUnsupported();
        ThrowIfFull(home);
        // In the home, not in /tmp: that is often small, or in memory.
        var folder = Directory.CreateDirectory(Path.Combine(home, $".fetch-{Environment.ProcessId}")).FullName;
        try
        {
            var archive = await DownloadAsync(folder, cancellationToken).ConfigureAwait(false);
            var cli = await BundleArchive.ExtractCliAsync(archive, integrity, folder, cancellationToken).ConfigureAwait(false);
            await SetUpAsync(cli, home, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void ThrowIfUnsupported()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.OSArchitecture != Architecture.X64 || RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal))
        {
            throw new DistributedApplicationException(
                $"The Aspire bundle is not installed, and it is only fetched on Linux with glibc on x64, not on {RuntimeInformation.RuntimeIdentifier}. "
                + $"Install the Aspire CLI {PinnedBundle.Version} (https://aspire.dev) and run 'aspire setup', or set ASPIRE_LAYOUT_PATH to its bundle.");
        }
    }

    private static void ThrowIfFull(string home)
    {
        var available = new DriveInfo(home).AvailableFreeSpace;
        if (available < PinnedBundle.NeededBytes)
        {
            throw new DistributedApplicationException(
                $"The Aspire bundle is not installed, and the disk of {home} has {available / 1_000_000} MB free where fetching it needs {PinnedBundle.NeededBytes / 1_000_000} MB. "
                + "Make room, or set ASPIRE_HOME to a directory on another disk.");
        }
    }

    private async Task<string> DownloadAsync(string folder, CancellationToken cancellationToken)
    {
        // A cache of its own, so that npm's temporary file shows the progress and the user's cache does not keep a copy.
        var cache = Path.Combine(folder, "npm");
        var npm = new HostProcessSpec(
            "npm", "pack", $"{PinnedBundle.Package}@{PinnedBundle.Version}", "--cache", cache, "--no-audit", "--no-fund", "--no-update-notifier")
        {
            WorkingDirectory = folder,
            // An AppHost under npm would pass npm's own settings on.
            Environment = new Dictionary<string, string?> { ["NO_COLOR"] = "1", ["npm_config_dry_run"] = null },
        };
        HostProcessOutcome outcome;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using (var progress = startProgress($"Fetching the Aspire bundle {PinnedBundle.Version}"))
        {
            var watching = ReportAsync(folder, progress, done.Token);
            try
            {
                outcome = await processes.RunAsync(npm, s_downloadTimeout, cancellationToken).ConfigureAwait(false);
            }
            catch (Win32Exception)
            {
                throw new DistributedApplicationException(
                    "The Aspire bundle is not installed, and npm, which fetches it, is not on PATH. "
                    + "Install Node.js with npm (Debian: apt-get install npm) and start again.");
            }
            finally
            {
                await done.CancelAsync().ConfigureAwait(false);
                await watching.ConfigureAwait(false);
            }

            if (outcome.ExitCode == 0)
            {
                progress.Report(1);
            }
        }

        var archive = Directory.EnumerateFiles(folder, "*.tgz").FirstOrDefault();
        if (outcome.ExitCode != 0 || archive is null)
        {
            var reason = outcome.TimedOut ? $"it was not done after {s_downloadTimeout.TotalMinutes} minutes" : $"npm ended with exit code {outcome.ExitCode}";
            throw new DistributedApplicationException(
                $"The Aspire bundle could not be fetched with 'npm pack {PinnedBundle.Package}@{PinnedBundle.Version}': {reason}.{Environment.NewLine}{Summary(outcome.Error)}"
                + "Check the network and npm's registry ('npm config get registry') and start again.");
        }

        return archive;
    }

    // npm error code ECONNREFUSED
    // npm error     at ClientRequest.<anonymous> (/usr/lib/node_modules/…)
    private static string Summary(string npmOutput) => string.Concat(npmOutput.Split('\n', StringSplitOptions.TrimEntries)
        .Where(static line => line.StartsWith("npm error ", StringComparison.Ordinal) && !line.Contains("  ", StringComparison.Ordinal))
        .Take(KeptErrorLines)
        .Select(static line => $"  {line}{Environment.NewLine}"));

    private async Task SetUpAsync(string cli, string home, CancellationToken cancellationToken)
    {
        using var progress = startProgress("Unpacking the Aspire bundle");
        var setup = new HostProcessSpec(cli, "setup", "--install-path", home, "--nologo", "--non-interactive")
        {
            Environment = new Dictionary<string, string?>
            {
                // Another home than the install path makes it unpack twice.
                ["ASPIRE_HOME"] = home,
                ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
                ["NO_COLOR"] = "1",
            },
        };
        var outcome = await processes.RunAsync(setup, s_setupTimeout, cancellationToken).ConfigureAwait(false);
        if (outcome.ExitCode != 0)
        {
            throw new DistributedApplicationException(
                $"The Aspire bundle could not be unpacked into {home}: 'aspire setup' ended with exit code {outcome.ExitCode}.{Environment.NewLine}{(outcome.Output + outcome.Error).Trim()}");
        }

        progress.Report(1);
    }

    // The size of the largest file is the progress: npm downloads into one file of its cache and copies that in the end.
    private static async Task ReportAsync(string folder, FetchProgress progress, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(s_progressInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                progress.Report(Math.Min(0.99, (double)LargestFile(folder) / PinnedBundle.ArchiveBytes));
            }
        }
        catch (OperationCanceledException)
        {
            // Done.
        }
    }

    private static long LargestFile(string folder)
    {
        long largest = 0;
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            {
                largest = Math.Max(largest, file.Length);
            }
        }
        catch (IOException)
        {
            // A file was renamed while it was looked at.
        }

        return largest;
    }
}
