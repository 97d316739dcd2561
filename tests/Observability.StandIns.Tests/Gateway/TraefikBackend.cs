namespace Observability.StandIns.Tests.Gateway;

/// <summary>Traefik itself, where somebody has put it on PATH; Debian has no package of it.</summary>
public sealed class TraefikBackend : IGatewayBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command
    {
        get
        {
            var path = MachineCapabilities.FindTool("traefik");
            if (path is null)
            {
                Requires.Missing("there is no traefik on PATH (https://github.com/traefik/traefik/releases)");
            }

            return (path, []);
        }
    }
}
