using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Observability.Tests;

/// <summary>Ports of the loopback address.</summary>
internal static class FreePort
{
    // Below those that the kernel gives to whoever connects or asks for port 0 (from 32768 on), and above those of servers.
    private const int First = 10_000;
    private const int Last = 32_767;
    private static readonly HashSet<int> s_given = [];

    /// <summary>A TCP port that was free a moment ago, another one each time. Only for programs that cannot be told to take port 0.</summary>
    public static int Take()
    {
        lock (s_given)
        {
            int port;
            do
            {
                port = RandomNumberGenerator.GetInt32(First, Last + 1);
            }
            while (s_given.Contains(port) || !IsFree(port));
            s_given.Add(port);
            return port;
        }
    }

    /// <summary>Listens on a port until it is disposed, so that another program finds the port taken.</summary>
    public static TcpListener Occupy(out int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        return listener;
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
