namespace Aspire.Hosting.Embedded.Dcp.Model;

/// <summary>A process.</summary>
internal sealed class DcpExecutable : DcpObject
{
    /// <summary>Where the API keeps these.</summary>
    public const string Plural = "executables";

    /// <inheritdoc />
    public override string Kind => "Executable";

    /// <summary>What to run.</summary>
    public DcpExecutableSpec Spec { get; init; } = new();

    /// <summary>What became of it; null until DCP has looked at the object.</summary>
    public DcpExecutableStatus? Status { get; init; }
}

/// <summary>What to run. Arguments and values of variables are Go templates, see <see cref="DcpTemplate"/>.</summary>
internal sealed class DcpExecutableSpec
{
    /// <summary>Absolute path, or a name on PATH.</summary>
    public string ExecutablePath { get; init; } = "";

    /// <summary>Working directory.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Arguments.</summary>
    public IReadOnlyList<string>? Args { get; init; }

    /// <summary>Variables on top of the inherited ones.</summary>
    public IReadOnlyList<DcpNameValue>? Env { get; init; }
}

/// <summary>What became of a process.</summary>
internal sealed class DcpExecutableStatus
{
    /// <summary>Starting, Running, Stopping, Finished, Terminated, FailedToStart, NotFound or Unknown; null at first.</summary>
    public string? State { get; init; }

    /// <summary>The process id.</summary>
    public long? Pid { get; init; }

    /// <summary>When it was started.</summary>
    public DateTime? StartupTimestamp { get; init; }

    /// <summary>When it ended.</summary>
    public DateTime? FinishTimestamp { get; init; }

    /// <summary>Its exit code; -1 where a signal ended it.</summary>
    public int? ExitCode { get; init; }

    /// <summary>All variables that it has, templates replaced.</summary>
    public IReadOnlyList<DcpNameValue>? EffectiveEnv { get; init; }

    /// <summary>The arguments, templates replaced.</summary>
    public IReadOnlyList<string>? EffectiveArgs { get; init; }
}
