using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using StreamJsonRpc;

namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>JSON-RPC over a socket as the CLI speaks it: headers give each message's length, names of methods are as they are.</summary>
internal static class RpcConnection
{
    /// <summary>Listens at a path, in place of what an earlier process has left there.</summary>
    public static Socket Listen(string path)
    {
        File.Delete(path);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        if (!OperatingSystem.IsWindows())
        {
            // Whoever connects may stop the application and read its secrets. Before it listens nobody can.
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        socket.Listen();
        return socket;
    }

    /// <summary>Answers a client with the public methods of an object.</summary>
    public static JsonRpc Answer(Socket client, object methods)
    {
        var formatter = new SystemTextJsonFormatter();
        formatter.JsonSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        formatter.JsonSerializerOptions.PropertyNameCaseInsensitive = true;
        formatter.JsonSerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        var rpc = new JsonRpc(new HeaderDelimitedMessageHandler(new NetworkStream(client, ownsSocket: true), formatter));
        rpc.AddLocalRpcTarget(methods, new JsonRpcTargetOptions { MethodNameTransform = static name => name });
        rpc.StartListening();
        return rpc;
    }
}
