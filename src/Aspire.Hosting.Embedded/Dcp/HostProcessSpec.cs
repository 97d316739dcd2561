namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>What to start, and what to do with what it writes.</summary>
/// <param name="FileName">Full path, or a name on PATH.</param>
/// <param name="Arguments">Arguments, one each; no quoting needed.</param>
internal sealed record HostProcessSpec(string FileName, params IReadOnlyList<string> Arguments)
{
    /// <summary>Working directory; the host's own when null.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Changes to the inherited environment; a null value removes the variable.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>
    /// Starts the process in a session of its own (through util-linux's <c>setsid</c>, which keeps the process id),
    /// so that Ctrl+C on the host's terminal does not reach it before the host stops it in order.
    /// </summary>
    public bool OwnSession { get; init; }

    /// <summary>
    /// File that gets both outputs instead of the receivers. A process that has to clean up after the host was killed
    /// needs this: its next line into a pipe that nobody reads any more would end it (SIGPIPE).
    /// </summary>
    public string? OutputFile { get; init; }

    /// <summary>Receives each line of standard output, on a pool thread.</summary>
    public Action<string>? OutputLine { get; init; }

    /// <summary>Receives each line of standard error, on a pool thread.</summary>
    public Action<string>? ErrorLine { get; init; }
}

/// <summary>How a program ended.</summary>
/// <param name="ExitCode">Its exit code; -1 when it was killed because of the time limit.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="TimedOut">True when the time limit ended it.</param>
internal sealed record HostProcessOutcome(int ExitCode, string Output, string Error, bool TimedOut = false);
