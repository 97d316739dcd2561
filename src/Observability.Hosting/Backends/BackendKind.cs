namespace Observability.Hosting.Backends;

/// <summary>What stands behind a resource.</summary>
public enum BackendKind
{
    /// <summary>A container of the vendor's image.</summary>
    Container,

    /// <summary>The server's own binary on this machine.</summary>
    Process,

    /// <summary>A .NET service of ours that speaks enough of the server's protocol (design decision D3).</summary>
    StandIn,

    /// <summary>A server that somebody else runs, at URLs that the configuration gives.</summary>
    External,
}
