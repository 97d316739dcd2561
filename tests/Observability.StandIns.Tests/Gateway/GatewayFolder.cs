namespace Observability.StandIns.Tests.Gateway;

/// <summary>The files that a gateway reads.</summary>
internal sealed class GatewayFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public GatewayFolder(IEnumerable<(string File, string Text)> files)
    {
        Directory.CreateDirectory(Dynamic);
        foreach (var (file, text) in files)
        {
            Write(file, text);
        }
    }

    /// <summary>Folder of the dynamic configuration.</summary>
    public string Dynamic => _folder.Combine("dynamic");

    /// <summary>Writes the static configuration and returns its path.</summary>
    /// <param name="address">Address to listen on.</param>
    /// <param name="ports">Ports to listen on.</param>
    /// <param name="dynamicFolder">Folder of the dynamic configuration, as the gateway sees it.</param>
    /// <param name="entryPointSettings">Settings of the entry point that clients use, as lines.</param>
    public string WriteConfiguration(string address, GatewayPorts ports, string dynamicFolder, string entryPointSettings) => _folder.Write("traefik.yml", $$"""
        global:
          checkNewVersion: false
          sendAnonymousUsage: false
        entryPoints:
          web:
            address: {{address}}:{{ports.Web}}
        {{entryPointSettings}}
          traefik:
            address: {{address}}:{{ports.Admin}}
          metrics:
            address: {{address}}:{{ports.Metrics}}
        providers:
          file:
            directory: {{dynamicFolder}}
            watch: true
        ping:
          entryPoint: traefik
        api:
          dashboard: true
          insecure: true
        metrics:
          prometheus:
            entryPoint: metrics
        log:
          level: INFO
          noColor: true
        accessLog:
          format: common
        """);

    /// <summary>Writes a file of the dynamic configuration as an editor does: beside it, then over it.</summary>
    public void Write(string name, string text)
    {
        var draft = _folder.Write("draft", text);
        File.Move(draft, Path.Combine(Dynamic, name), overwrite: true);
    }

    public void Delete(string name) => File.Delete(Path.Combine(Dynamic, name));

    public void Dispose() => _folder.Dispose();
}
