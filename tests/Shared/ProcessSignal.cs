using System.Runtime.InteropServices;

namespace Observability.Tests;

/// <summary>Sends signals to processes that a test has started, or had started.</summary>
internal static class ProcessSignal
{
    /// <summary>Ends it at once, without a chance to clean up.</summary>
    public const int Kill = 9;

    /// <summary>Holds it where it is: it keeps its ports and answers nothing.</summary>
    public const int Stop = 19;

    /// <summary>Sends one, as <c>kill</c> does. The numbers are Linux's (signal(7)).</summary>
    /// <exception cref="InvalidOperationException">There is no such process, or it is another user's.</exception>
    public static void Send(int pid, int signal)
    {
        if (NativeKill(pid, signal) != 0)
        {
            throw new InvalidOperationException($"kill -{signal} {pid}: error {Marshal.GetLastPInvokeError()}");
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int pid, int signal);
}
