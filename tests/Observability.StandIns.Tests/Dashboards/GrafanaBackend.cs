namespace Observability.StandIns.Tests.Dashboards;

/// <summary>Grafana itself, where somebody has put it on PATH; Debian has no package of it.</summary>
public sealed class GrafanaBackend : IDashboardsBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command
    {
        get
        {
            var path = MachineCapabilities.FindTool("grafana");
            if (path is null)
            {
                Requires.Missing("there is no grafana on PATH (https://grafana.com/grafana/download)");
            }

            return (path, []);
        }
    }

    // The unpacked archive: bin/grafana beside conf and public.
    public IReadOnlyList<string> ServerArguments
    {
        get
        {
            var path = Command.FileName;
            var binary = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            return ["--homepath", Path.GetDirectoryName(Path.GetDirectoryName(binary))!];
        }
    }
}
