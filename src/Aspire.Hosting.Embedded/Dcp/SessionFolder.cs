using System.Globalization;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// The folder of one session: DCP's kubeconfig, certificate, and the output of what it runs. DCP deletes it at the end;
/// a folder that a crash of the whole machine left is removed by the next start.
/// </summary>
internal static class SessionFolder
{
    private const string Prefix = "aspire-dcp-";
    private const string OwnerFile = "owner";

    /// <summary>Makes a folder that only the current user can enter, and notes in it whose it is.</summary>
    /// <exception cref="DistributedApplicationException">The system's folder for temporary files cannot be written.</exception>
    public static string Create()
    {
        try
        {
            // CreateTempSubdirectory makes it with mode 0700.
            var folder = Directory.CreateTempSubdirectory(Prefix).FullName;
            File.WriteAllText(Path.Combine(folder, OwnerFile), ProcessIdentity.Of(Environment.ProcessId));
            return folder;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException(
                $"The orchestrator needs a folder for temporary files, and {Path.GetTempPath()} cannot be written: {exception.Message} "
                + "Make room there, or set TMPDIR to another folder.", exception);
        }
    }

    /// <summary>
    /// Removes the folders whose owners are gone. What such a session left running is not looked for here: DCP's own
    /// monitor processes end it within seconds of the owner's end, and DCP removes containers that a crash of the whole
    /// machine left by their labels when it starts.
    /// </summary>
    /// <returns>The number of folders removed.</returns>
    public static int RemoveAbandoned(string root)
    {
        var removed = 0;
        foreach (var folder in Directory.EnumerateDirectories(root, $"{Prefix}*"))
        {
            try
            {
                if (IsAbandoned(folder))
                {
                    Directory.Delete(folder, recursive: true);
                    removed++;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Another user's, or DCP is deleting it at this moment.
            }
        }

        return removed;
    }

    private static bool IsAbandoned(string folder)
    {
        // A folder without the file is another program's, or one that is being made.
        var file = Path.Combine(folder, OwnerFile);
        return File.Exists(file) && File.ReadAllText(file) is { Length: > 0 } owner && !ProcessIdentity.IsRunning(owner);
    }

    /// <summary>
    /// Process id and start time, <c>4711 128934</c>: the id alone may have gone to another process since. The start time
    /// is the 22nd field of /proc/PID/stat, in clock ticks since the machine started.
    /// </summary>
    internal static class ProcessIdentity
    {
        private const int StartTimeAfterName = 19;

        public static string Of(int processId) => string.Create(CultureInfo.InvariantCulture, $"{processId} {StartTime(processId) ?? "0"}");

        public static bool IsRunning(string identity)
        {
            var space = identity.IndexOf(' ', StringComparison.Ordinal);
            return space > 0
                && int.TryParse(identity.AsSpan(0, space), CultureInfo.InvariantCulture, out var processId)
                && StartTime(processId) is { } startTime
                && startTime == identity[(space + 1)..].Trim();
        }

        private static string? StartTime(int processId)
        {
            try
            {
                // The name, in parentheses, may itself have spaces and parentheses: 4711 (my (app)) S 1 …
                var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat"));
                return stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[StartTimeAfterName];
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException or IndexOutOfRangeException)
            {
                return null;
            }
        }
    }
}
