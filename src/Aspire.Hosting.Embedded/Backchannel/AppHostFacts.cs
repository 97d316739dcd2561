using System.Diagnostics;
using System.Globalization;
using System.IO.Hashing;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>Which AppHost this is, and which CLI has started it.</summary>
/// <param name="configuration">The AppHost's.</param>
/// <param name="home">The user's folder, where the CLI looks for sockets; null for the one that the system says.</param>
internal sealed class AppHostFacts(IConfiguration configuration, string? home = null)
{
    private const int HashBytes = 8;
    private const int RandomBytes = 6;

    /// <summary>Version of Aspire.Hosting whose protocols this library speaks.</summary>
    public const string Version = "13.5.4";

    /// <summary>Full path of the AppHost's project file.</summary>
    public string Path { get; } = configuration["AppHost:FilePath"] ?? configuration["AppHost:Path"] ?? string.Empty;

    /// <summary>When this process has begun.</summary>
    public DateTimeOffset StartedAt { get; } = Process.GetCurrentProcess().StartTime;

    /// <summary>
    /// The same on a clock that nobody sets: on Linux the time since the machine's start, told as if that had been 1970, which is how the
    /// CLI compares it before it ends a process; null elsewhere, where it compares the other.
    /// </summary>
    public DateTimeOffset? StableStartedAt { get; } = ReadStableStart();

    /// <summary>Process of the CLI that has started this one, or null.</summary>
    public int? CliProcessId { get; } = Read<int>(configuration["ASPIRE_CLI_PID"]);

    /// <summary>When the CLI has begun, or null. It says so in seconds since 1970.</summary>
    public DateTimeOffset? CliStartedAt { get; } =
        Read<long>(configuration["ASPIRE_CLI_STARTED"]) is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    /// <summary>When the CLI has begun, or null. It says so in milliseconds since 1970 too.</summary>
    public DateTimeOffset? CliStableStartedAt { get; } =
        Read<long>(configuration["ASPIRE_CLI_STARTED_STABLE"]) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;

    /// <summary>The CLI's log file, or null.</summary>
    public string? CliLogFile { get; } = configuration["ASPIRE_CLI_LOG_FILE"];

    /// <summary>
    /// Path of the socket by which every CLI of this user finds this AppHost: a name that begins with a hash of the project's path and
    /// ends with this process.
    /// </summary>
    public string SocketPath
    {
        get
        {
            var folder = System.IO.Path.Combine(
                home ?? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspire", "cli", "bch");
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var id = Text(XxHash3.Hash(Encoding.UTF8.GetBytes(Path)).AsSpan(0, HashBytes));
            DeleteOfTheDead(folder, id);
            return System.IO.Path.Combine(
                folder, string.Create(CultureInfo.InvariantCulture, $"{id}{Text(RandomNumberGenerator.GetBytes(RandomBytes))}.{Environment.ProcessId}"));
        }
    }

    // What a killed run of this AppHost has left.
    private static void DeleteOfTheDead(string folder, string id)
    {
        foreach (var file in Directory.GetFiles(folder, id + "*"))
        {
            var ending = System.IO.Path.GetExtension(file).TrimStart('.');
            if (int.TryParse(ending, NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !IsAlive(process))
            {
                File.Delete(file);
            }
        }
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // 1234 (AppHost) S 1 … with the start as the 22nd field, in ticks of a hundredth of a second (proc(5))
    private static DateTimeOffset? ReadStableStart()
    {
        const int FieldAfterName = 19;
        const int MillisecondsPerTick = 10;
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var stat = File.ReadAllText("/proc/self/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(fields[FieldAfterName], CultureInfo.InvariantCulture) * MillisecondsPerTick);
    }

    private static string Text(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static T? Read<T>(string? text)
        where T : struct, IParsable<T> => T.TryParse(text, CultureInfo.InvariantCulture, out var value) ? value : null;
}
