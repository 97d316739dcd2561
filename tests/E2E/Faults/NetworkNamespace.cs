using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Observability.E2E.Faults;

/// <summary>
/// A network of its own in which a test runs a stack, so that it can cut what goes between two of its servers and nothing else on
/// this machine. Root's privilege, iproute2 and nftables.
/// </summary>
internal sealed class NetworkNamespace : IAsyncDisposable
{
    private const string Table = "cut";
    private const int NewNetwork = 0x40000000; // CLONE_NEWNET, sched.h
    private readonly string _ip = Requires.Tool("ip", "iproute2");
    private readonly string _nft = Requires.Tool("nft", "nftables");

    private NetworkNamespace()
    {
    }

    private string Name { get; } = $"obs-test-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";

    /// <summary>Makes one with nothing but a loopback; the test is skipped where this user may not.</summary>
    public static async Task<NetworkNamespace> CreateAsync()
    {
        Requires.Root();
        var network = new NetworkNamespace();
        var (exitCode, output) = await RunAsync(network._ip, "netns", "add", network.Name);
        if (exitCode != 0)
        {
            Requires.Missing($"a network namespace cannot be made here ({output.Trim()})");
        }

        await MustAsync(network._ip, "-n", network.Name, "link", "set", "lo", "up");
        await network.InsideAsync("add", "table", "inet", Table);
        await network.InsideAsync("add", "chain", "inet", Table, "input", "{ type filter hook input priority 0 ; }");
        return network;
    }

    /// <summary>The command line that runs a program in it.</summary>
    public (string FileName, string[] Arguments) Wrap(string program, params IEnumerable<string> arguments) =>
        (_ip, ["netns", "exec", Name, program, .. arguments]);

    /// <summary>From here on nothing that is sent to a port arrives, on connections that are there as on new ones.</summary>
    public Task CutAsync(int port) =>
        InsideAsync("add", "rule", "inet", Table, "input", "tcp", "dport", port.ToString(CultureInfo.InvariantCulture), "drop");

    /// <summary>Everything arrives again.</summary>
    public Task MendAsync() => InsideAsync("flush", "chain", "inet", Table, "input");

    /// <summary>A client whose connections are made in it.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = async (context, cancellationToken) =>
        {
            var socket = CreateSocket();
            await socket.ConnectAsync(System.Net.IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    public async ValueTask DisposeAsync() => await RunAsync(_ip, "netns", "del", Name);

    // A socket belongs to the network of the thread that makes it, for good; the thread is not used for anything else.
    private Socket CreateSocket()
    {
        Socket? socket = null;
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                using var handle = File.OpenHandle($"/run/netns/{Name}");
                if (Enter(handle, NewNetwork) != 0)
                {
                    throw new InvalidOperationException($"setns {Name}: error {Marshal.GetLastPInvokeError()}");
                }

                socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        });
        thread.Start();
        thread.Join();
        return socket ?? throw new InvalidOperationException($"No socket in {Name}.", failure);
    }

    private Task InsideAsync(params string[] arguments)
    {
        var (fileName, wrapped) = Wrap(_nft, arguments);
        return MustAsync(fileName, wrapped);
    }

    private static async Task MustAsync(string program, params string[] arguments)
    {
        var (exitCode, output) = await RunAsync(program, arguments);
        Assert.True(exitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}");
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        await using var process = ChildProcess.Start(program, arguments);
        return (await process.ExitCodeAsync(Deadline.InProcess), process.Output);
    }

    [DllImport("libc", EntryPoint = "setns", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Enter(SafeFileHandle network, int kind);
}
