using System.Net;
using System.Net.Sockets;

namespace Observability.Tests;

/// <summary>Ports of the loopback address.</summary>
internal static class FreePort
{
    /// <summary>A TCP port that was free a moment ago. Only for programs that cannot be told to take port 0.</summary>
    public static int Take()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Listens on a port until it is disposed, so that another program finds the port taken.</summary>
    public static TcpListener Occupy(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }
}
