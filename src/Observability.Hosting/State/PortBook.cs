using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text.Json;
using Aspire.Hosting;

namespace Observability.Hosting.State;

/// <summary>
/// Ports of a persistent run: the well-known one of the server where it is free the first time, else any free one,
/// and the same from then on. An ephemeral run has no port book: its ports are free ones.
/// </summary>
internal sealed class PortBook
{
    private const int First = 2_000;
    private const int Last = 10_000;

    // Of all stacks of this process.
    private static readonly HashSet<int> s_chosen = [];

    // In the books of this process: somebody will listen there.
    private static readonly HashSet<int> s_kept = [];

    private readonly string _path;
    private readonly SortedDictionary<string, int> _ports;

    private PortBook(string path, SortedDictionary<string, int> ports)
    {
        (_path, _ports) = (path, ports);
        lock (s_chosen)
        {
            s_kept.UnionWith(ports.Values);
        }
    }

    /// <summary>Reads the book in a folder; a new one is empty.</summary>
    /// <exception cref="DistributedApplicationException">The file is there and cannot be read as ports.</exception>
    public static PortBook Open(string folder)
    {
        var path = Path.Combine(folder, "ports.json");
        if (!File.Exists(path))
        {
            return new PortBook(path, new SortedDictionary<string, int>(StringComparer.Ordinal));
        }

        try
        {
            var ports = JsonSerializer.Deserialize<SortedDictionary<string, int>>(File.ReadAllText(path));
            return new PortBook(path, ports ?? []);
        }
        catch (JsonException error)
        {
            throw new DistributedApplicationException(
                $"stack: {path}: it is not a list of ports ({error.Message}). Delete it; new ports are chosen then.", error);
        }
    }

    /// <summary>The port of an endpoint, chosen now if it has none yet.</summary>
    public int GetOrChoose(string endpoint, int wellKnownPort)
    {
        if (!_ports.TryGetValue(endpoint, out var port))
        {
            lock (s_chosen)
            {
                // Not one that was given away as any free port a moment ago.
                port = !_ports.ContainsValue(wellKnownPort) && !s_chosen.Contains(wellKnownPort) && IsFree(wellKnownPort) ? wellKnownPort : ChooseFree();
                s_kept.Add(port);
            }

            _ports.Add(endpoint, port);
        }

        return port;
    }

    /// <summary>Writes the book.</summary>
    public void Save() => File.WriteAllText(_path, JsonSerializer.Serialize(_ports));

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>
    /// A port that is free now, and as far as can be known still is when a server listens on it some seconds later: from below the ports
    /// that the orchestrator takes (10,000 and up) and those that the kernel gives to whoever asks for any.
    /// </summary>
    public static int ChooseFree()
    {
        lock (s_chosen)
        {
            while (true)
            {
                var port = RandomNumberGenerator.GetInt32(First, Last);
                if (!s_kept.Contains(port) && IsFree(port) && s_chosen.Add(port))
                {
                    return port;
                }
            }
        }
    }
}
