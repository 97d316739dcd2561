namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of an endpoint.</summary>
public enum EndpointProperty
{
    /// <summary>Scheme, host and port: <c>http://localhost:8080</c>.</summary>
    Url = 0,

    /// <summary>Host name or address.</summary>
    Host = 1,

    /// <summary>Host, as an IPv4 address where it is this machine.</summary>
    IPV4Host = 2,

    /// <summary>Port that clients connect to.</summary>
    Port = 3,

    /// <summary>Scheme of the URL.</summary>
    Scheme = 4,

    /// <summary>Port that the resource itself listens on.</summary>
    TargetPort = 5,

    /// <summary>Host and port: <c>localhost:8080</c>.</summary>
    HostAndPort = 6,

    /// <summary><c>True</c> or <c>False</c>.</summary>
    TlsEnabled = 7,
}
