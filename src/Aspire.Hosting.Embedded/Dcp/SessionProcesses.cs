using System.Text;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>
/// What a session's DCP has started, itself included, told by <see cref="Variable"/> in its environment, which is inherited. Where
/// there is no /proc nothing is found.
/// </summary>
internal static class SessionProcesses
{
    /// <summary>DCP's own name for the session's folder.</summary>
    public const string Variable = "DCP_SESSION_FOLDER";

    private const string Root = "/proc";
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    /// <summary>Completes when none is left, or with the patience.</summary>
    /// <param name="folder">The session's folder.</param>
    /// <param name="patience">Ends the wait.</param>
    public static async Task WaitUntilGoneAsync(string folder, CancellationToken patience)
    {
        var entry = Encoding.UTF8.GetBytes($"{Variable}={folder}\0");
        while (Exists(entry) && !patience.IsCancellationRequested)
        {
            await Task.Delay(s_look, patience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static bool Exists(byte[] entry) => Directory.Exists(Root)
        && Directory.EnumerateDirectories(Root).Any(process => char.IsAsciiDigit(Path.GetFileName(process)[0]) && Has(process, entry));

    private static bool Has(string process, byte[] entry)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(process, "environ")).AsSpan().IndexOf(entry) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's process, or one that is gone.
            return false;
        }
    }
}
