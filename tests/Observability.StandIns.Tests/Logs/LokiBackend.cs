using System.Diagnostics;

namespace Observability.StandIns.Tests.Logs;

/// <summary>Loki itself, where somebody has put it on PATH; Debian's package of that name is a program of genetics.</summary>
public sealed class LokiBackend : ILogsBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command
    {
        get
        {
            var path = MachineCapabilities.FindTool("loki");
            if (path is null || !IsLoki(path))
            {
                Requires.Missing("there is no Grafana Loki on PATH (https://github.com/grafana/loki/releases)");
            }

            return (path, []);
        }
    }

    // loki, version 3.7.6 (branch: HEAD, revision: …)
    private static bool IsLoki(string path)
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(path, ["-version"]) { RedirectStandardOutput = true } };
        process.Start();
        return process.StandardOutput.ReadToEnd().StartsWith("loki, version", StringComparison.Ordinal);
    }
}
