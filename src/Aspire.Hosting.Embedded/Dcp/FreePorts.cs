using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using Aspire.Hosting.Embedded.Orchestration;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// Picks free ports below the range that the kernel gives to outgoing connections (from 32768 on Linux), so that a port
/// that was free when it was picked is still free when DCP listens on it a moment later.
/// </summary>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int Last = 32_767;

    // Ports that were handed out but may not be listened on yet, of all applications in this process.
    private static readonly HashSet<int> s_taken = [];

    /// <summary>Picks a port.</summary>
    /// <param name="protocol">TCP or UDP.</param>
    /// <param name="range"><c>first-last</c>; the default range when null or not that.</param>
    public static int Pick(ProtocolType protocol, string? range)
    {
        var (first, last) = Range(range);
        var count = last - first + 1;
        var start = RandomNumberGenerator.GetInt32(count);
        lock (s_taken)
        {
            for (var i = 0; i < count; i++)
            {
                var port = first + ((start + i) % count);
                if (!s_taken.Contains(port) && PortCheck.IsFree(protocol, port))
                {
                    s_taken.Add(port);
                    return port;
                }
            }
        }

        throw new DistributedApplicationException($"There is no free port between {first} and {last}.");
    }

    private static (int First, int Last) Range(string? text)
    {
        var dash = text?.IndexOf('-', StringComparison.Ordinal) ?? -1;
        return dash > 0
            && int.TryParse(text.AsSpan(0, dash), CultureInfo.InvariantCulture, out var first)
            && int.TryParse(text.AsSpan(dash + 1), CultureInfo.InvariantCulture, out var last)
            && first is > 0 && last is >= 1 and <= ushort.MaxValue && first <= last
                ? (first, last)
                : (First, Last);
    }
}
