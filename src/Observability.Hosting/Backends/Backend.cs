using Observability.Hosting.Model;

namespace Observability.Hosting.Backends;

/// <summary>The backend that was chosen for a server.</summary>
/// <param name="Kind">Container, process, stand-in or external.</param>
/// <param name="Version">Version of the server that will run; decides which configuration keys are written. Of an external one it is not known, and taken to be the image's.</param>
/// <param name="Command">Full path of the binary when <paramref name="Kind"/> is a process.</param>
public sealed record Backend(BackendKind Kind, Version Version, string? Command = null)
{
    /// <summary>Why nothing can run here, or null when it can.</summary>
    public NotStarted? NotStarted { get; init; }
}
