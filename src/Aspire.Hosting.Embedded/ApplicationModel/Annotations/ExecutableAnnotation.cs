using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a process is started from.</summary>
[DebuggerDisplay("Command = {Command,nq}, WorkingDirectory = {WorkingDirectory}")]
public sealed class ExecutableAnnotation : IResourceAnnotation
{
    /// <summary>Path of the executable, or a name that is looked up in <c>PATH</c>.</summary>
    public required string Command { get; set; }

    /// <summary>Directory the process starts in.</summary>
    public required string WorkingDirectory { get; set; }
}
