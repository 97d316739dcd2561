using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text.Json;
using Aspire.Hosting.Embedded.Bundle;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Finds out why DCP does not start. All of it is asked only then: the questions cost time.</summary>
internal static class LaunchFailure
{
    private const int KeptLines = 20;

    // Fields of the API that this host uses are there since this version.
    private static readonly Version s_oldestVersion = new(0, 23, 3);
    private static readonly TimeSpan s_versionTimeout = TimeSpan.FromSeconds(5);

    /// <summary>One message that says what is wrong and what to do.</summary>
    public static async Task<string> DescribeAsync(AspireBundle bundle, string reason, IHostProcesses processes, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsLinux() && !NativeLibrary.TryLoad("libcrypto.so.3", out _))
        {
            return "The orchestrator (DCP) needs OpenSSL 3, and libcrypto.so.3 cannot be loaded. "
                + "Install it (Debian: apt-get install libssl3) and start again.";
        }

        var version = await VersionAsync(bundle, processes, cancellationToken).ConfigureAwait(false);
        var known = version is null ? "" : $" {version}";
        if (version is not null && version < s_oldestVersion)
        {
            return $"The orchestrator (DCP){known} at {bundle.DcpPath} (found through {bundle.Source}) is too old; {s_oldestVersion} or later is needed. "
                + $"Point {bundle.Source} to the bundle of Aspire {PinnedBundle.Version}, or remove the old one so that it is fetched.";
        }

        var said = reason.Length == 0 ? "It said nothing." : $"It said: {reason}";
        return $"The orchestrator (DCP){known} at {bundle.DcpPath} (found through {bundle.Source}) did not start. {said}";
    }

    /// <summary>What DCP wrote last: the reason it gives, or its last lines.</summary>
    public static string ReadReason(string outputFile)
    {
        if (!File.Exists(outputFile))
        {
            return "";
        }

        var lines = File.ReadAllLines(outputFile);
        return lines.Select(StartFailure.ReadReason).FirstOrDefault(static reason => reason is not null)
            ?? string.Join(Environment.NewLine, lines.TakeLast(KeptLines));
    }

    // {"version":"0.25.13","commitHash":"…","buildTimestamp":"…"}
    private static async Task<Version?> VersionAsync(AspireBundle bundle, IHostProcesses processes, CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await processes.RunAsync(new HostProcessSpec(bundle.DcpPath, "version"), s_versionTimeout, cancellationToken).ConfigureAwait(false);
            using var answer = JsonDocument.Parse(outcome.Output);
            return answer.RootElement.TryGetProperty("version", out var text) && Version.TryParse(text.GetString()?.Split('-')[0], out var version)
                ? version
                : null;
        }
        catch (Exception exception) when (exception is Win32Exception or JsonException)
        {
            return null;
        }
    }
}
