namespace Observability.StandIns.Gateway.Configuration;

/// <summary>How servers are talked to (<c>serversTransports</c>).</summary>
/// <param name="DialTimeout">Longest time to open a connection; zero for no limit.</param>
/// <param name="ResponseHeaderTimeout">Longest time from the request to the headers of the answer; zero for no limit.</param>
/// <param name="IdleTimeout">Time after which an unused connection is closed; zero for never.</param>
internal sealed record TransportDefinition(TimeSpan DialTimeout, TimeSpan ResponseHeaderTimeout, TimeSpan IdleTimeout)
{
    /// <summary>
    /// Traefik's defaults
    /// (https://doc.traefik.io/traefik/reference/routing-configuration/http/load-balancing/serverstransport/).
    /// </summary>
    public static TransportDefinition Default { get; } = new(TimeSpan.FromSeconds(30), TimeSpan.Zero, TimeSpan.FromSeconds(90));

    /// <summary>Keys that only Traefik itself understands.</summary>
    public IReadOnlyList<string> Unsupported { get; init; } = [];
}
