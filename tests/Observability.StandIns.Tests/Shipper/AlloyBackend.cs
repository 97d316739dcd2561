namespace Observability.StandIns.Tests.Shipper;

/// <summary>Alloy itself, where somebody has put it on PATH; Debian has no package of it.</summary>
public sealed class AlloyBackend : IShipperBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command
    {
        get
        {
            var path = MachineCapabilities.FindTool("alloy");
            if (path is null)
            {
                Requires.Missing("there is no alloy on PATH (https://github.com/grafana/alloy/releases)");
            }

            return (path, []);
        }
    }
}
