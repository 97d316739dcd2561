using System.Net.Sockets;

namespace Observability.Hosting.Backends;

/// <summary>Asks a server how it is by opening a connection (<see cref="Model.Probe.Tcp"/>).</summary>
internal static class TcpConnection
{
    /// <summary>
    /// How long a connection must stay open. The orchestrator's proxy and the engine's accept one before they know whether anybody
    /// listens behind them, and close it at once where nobody does.
    /// </summary>
    private static readonly TimeSpan s_proxyPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Connects, and returns why that is not a server that is ready; null where it is one.</summary>
    /// <param name="host">Host name or address.</param>
    /// <param name="port">Port.</param>
    /// <param name="isProxied">True where a proxy may accept in the server's place; then it takes a moment longer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<string?> FindProblemAsync(string host, int port, bool isProxied, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(host, port, cancellationToken).ConfigureAwait(false);
            return isProxied && await IsClosedAsync(socket, cancellationToken).ConfigureAwait(false)
                ? "closed at once: nobody listens behind the proxy"
                : null;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode.ToString();
        }
    }

    private static async Task<bool> IsClosedAsync(Socket socket, CancellationToken cancellationToken)
    {
        using var pause = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        pause.CancelAfter(s_proxyPause);
        try
        {
            // A server that speaks first is one that is there.
            return await socket.ReceiveAsync(new byte[1], pause.Token).ConfigureAwait(false) == 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
