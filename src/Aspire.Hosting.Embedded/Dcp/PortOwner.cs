using System.Globalization;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Finds out which process listens on a TCP port, as far as the current user may know.</summary>
internal static class PortOwner
{
    private const string ListenState = "0A";
    private const int LocalAddressField = 1;
    private const int StateField = 3;
    private const int InodeField = 9;

    /// <summary>Returns <c>prometheus (pid 4711)</c>, or null where it cannot be found out.</summary>
    public static string? Find(int port)
    {
        try
        {
            var sockets = Inodes("/proc/net/tcp", port).Concat(Inodes("/proc/net/tcp6", port)).Select(inode => $"socket:[{inode}]").ToHashSet();
            return sockets.Count == 0 ? null : Owner(sockets);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    //   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
    //    0: 0100007F:2382 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 12345 …
    private static IEnumerable<string> Inodes(string table, int port)
    {
        if (!File.Exists(table))
        {
            yield break;
        }

        foreach (var line in File.ReadLines(table).Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > InodeField
                && fields[StateField] == ListenState
                && int.TryParse(fields[LocalAddressField].AsSpan(fields[LocalAddressField].LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var local)
                && local == port)
            {
                yield return fields[InodeField];
            }
        }
    }

    private static string? Owner(HashSet<string> sockets)
    {
        foreach (var process in Directory.EnumerateDirectories("/proc"))
        {
            var id = Path.GetFileName(process);
            if (char.IsAsciiDigit(id[0]) && HoldsAny(Path.Combine(process, "fd"), sockets))
            {
                return $"{File.ReadAllText(Path.Combine(process, "comm")).Trim()} (pid {id})";
            }
        }

        return null;
    }

    private static bool HoldsAny(string descriptors, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(descriptors)
                .Any(descriptor => File.ResolveLinkTarget(descriptor, returnFinalTarget: false) is { } target && sockets.Contains(Path.GetFileName(target.FullName)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that is gone.
            return false;
        }
    }
}
