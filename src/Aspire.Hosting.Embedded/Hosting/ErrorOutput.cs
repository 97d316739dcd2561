namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>Shows a user's mistake: its message, without a stack.</summary>
internal static class ErrorOutput
{
    public const int ExitCode = 1;

    private const string Red = "\e[31m";
    private const string Plain = "\e[0m";
    private static int s_installed;

    /// <summary>Writes a message to standard error, in colour on a terminal that wants it.</summary>
    public static void Write(string message)
    {
        // https://no-color.org
        var isColored = !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        Console.Error.WriteLine(isColored ? $"{Red}error:{Plain} {message}" : $"error: {message}");
    }

    /// <summary>Shows mistakes that are thrown outside of <see cref="DistributedApplication.Run"/>, in Program.cs, the same way.</summary>
    public static void InstallHandler()
    {
        if (Interlocked.Exchange(ref s_installed, 1) == 1)
        {
            return;
        }

        AppDomain.CurrentDomain.UnhandledException += (_, unhandled) =>
        {
            var exception = unhandled.ExceptionObject;
            while (exception is AggregateException { InnerExceptions: [var only] })
            {
                exception = only;
            }

            if (exception is DistributedApplicationException mistake)
            {
                Write(mistake.Message);
                Environment.Exit(ExitCode);
            }
        };
    }
}
