using System.Globalization;
using System.Text;

namespace Observability.Tests;

/// <summary>A process of this machine as <c>/proc</c> shows it.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="ParentPid">Process id of the parent; 1 for one whose parent has ended.</param>
/// <param name="CommandLine">Arguments joined with blanks.</param>
internal sealed record ProcessEntry(int Pid, int ParentPid, string CommandLine)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Pid} (parent {ParentPid}) {CommandLine}";
}

/// <summary>Reads <c>/proc</c>. Processes come and go meanwhile: what cannot be read any more is left out.</summary>
internal static class ProcFs
{
    /// <summary>Every process that runs. Ended ones that nobody has reaped yet (state Z) do not count.</summary>
    public static IReadOnlyList<ProcessEntry> Processes()
    {
        var processes = new List<ProcessEntry>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Read(pid) is { } entry)
            {
                processes.Add(entry);
            }
        }

        return processes;
    }

    /// <summary>The process, or null when it has ended.</summary>
    public static ProcessEntry? Read(int pid)
    {
        // 4242 (a name with ) and blanks) S 17 4242 …
        if (ReadText($"/proc/{pid}/stat") is not { } stat)
        {
            return null;
        }

        var afterName = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return afterName[0] is "Z" or "X"
            ? null
            : new ProcessEntry(pid, int.Parse(afterName[1], CultureInfo.InvariantCulture), Arguments(pid));
    }

    /// <summary>True when the process was started with this variable and value; false too where that cannot be read.</summary>
    public static bool HasEnvironment(int pid, string name, string value) =>
        ReadText($"/proc/{pid}/environ") is { } text && text.Split('\0').Contains($"{name}={value}", StringComparer.Ordinal);

    /// <summary>The processes below one, at any depth, without itself.</summary>
    public static IReadOnlyList<ProcessEntry> DescendantsOf(int pid)
    {
        var childrenByParent = Processes().ToLookup(process => process.ParentPid);
        var found = new List<ProcessEntry>();
        var pending = new Queue<int>([pid]);
        while (pending.TryDequeue(out var parent))
        {
            foreach (var child in childrenByParent[parent])
            {
                found.Add(child);
                pending.Enqueue(child.Pid);
            }
        }

        return found;
    }

    /// <summary>TCP ports on which any of the processes listens, sorted.</summary>
    public static IReadOnlyList<int> ListeningPorts(IEnumerable<int> pids)
    {
        var portByInode = ListeningPortsByInode();
        var ports = new SortedSet<int>();
        foreach (var link in pids.SelectMany(SocketLinks))
        {
            // socket:[123456]
            if (portByInode.TryGetValue(link, out var port))
            {
                ports.Add(port);
            }
        }

        return [.. ports];
    }

    /// <summary>TCP ports on which anything listens, whoever it belongs to.</summary>
    public static IReadOnlySet<int> AllListeningPorts() => ListeningPortsByInode().Values.ToHashSet();

    private static Dictionary<string, int> ListeningPortsByInode()
    {
        const string Listening = "0A";
        var ports = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var table in (ReadOnlySpan<string>)["/proc/net/tcp", "/proc/net/tcp6"])
        {
            //   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
            //    0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 123456 …
            foreach (var line in (ReadText(table) ?? "").Split('\n').Skip(1))
            {
                var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (columns.Length > 9 && columns[3] == Listening)
                {
                    ports[$"socket:[{columns[9]}]"] = int.Parse(columns[1].AsSpan(columns[1].IndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                }
            }
        }

        return ports;
    }

    private static List<string> SocketLinks(int pid)
    {
        var links = new List<string>();
        try
        {
            foreach (var descriptor in Directory.EnumerateFileSystemEntries($"/proc/{pid}/fd"))
            {
                if (File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.Name is { } target && target.StartsWith("socket:", StringComparison.Ordinal))
                {
                    links.Add(target);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }

        return links;
    }

    private static string Arguments(int pid) => ReadText($"/proc/{pid}/cmdline")?.TrimEnd('\0').Replace('\0', ' ') ?? "";

    private static string? ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path, Encoding.UTF8);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
