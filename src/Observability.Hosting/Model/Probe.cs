namespace Observability.Hosting.Model;

/// <summary>
/// One way to ask a server how it is: over HTTP when <see cref="Path"/> is set, else by opening a TCP connection.
/// Never by running a command in it: several images have no shell.
/// </summary>
/// <param name="EndpointName">Endpoint to ask.</param>
/// <param name="Path">Path that answers 200, or null for TCP.</param>
public sealed record Probe(string EndpointName, string? Path)
{
    /// <summary>Asks by GET; status 200 is yes.</summary>
    public static Probe Http(string path, string endpointName = "http") => new(endpointName, path);

    /// <summary>Asks by opening a connection.</summary>
    public static Probe Tcp(string endpointName) => new(endpointName, null);
}
