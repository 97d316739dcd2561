namespace Observability.StandIns.Tests.Gateway;

/// <summary>Traefik itself, where somebody has put it on PATH; Debian has no package of it.</summary>
public sealed class TraefikBackend : IGatewayBackend
{
    Task<RunningGateway> IGatewayBackend.StartAsync(string entryPointSettings, params (string File, string Text)[] files)
    {
        var path = MachineCapabilities.FindTool("traefik");
        if (path is null)
        {
            Requires.Missing("there is no traefik on PATH (https://github.com/traefik/traefik/releases)");
        }

        return GatewayProcess.StartAsync((path, []), entryPointSettings, files);
    }
}
