using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is waited for before this one starts.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}, Resource = {Resource.Name}")]
public sealed class WaitAnnotation : IResourceAnnotation
{
    /// <summary>Creates a wait.</summary>
    /// <param name="resource">The resource that is waited for.</param>
    /// <param name="waitType">What is waited for.</param>
    /// <param name="exitCode">Exit code that <see cref="WaitType.WaitForCompletion"/> wants; default 0.</param>
    public WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0)
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resource = resource;
        WaitType = waitType;
        ExitCode = exitCode;
    }

    /// <summary>The resource that is waited for.</summary>
    public IResource Resource { get; }

    /// <summary>What is waited for.</summary>
    public WaitType WaitType { get; }

    /// <summary>Exit code that <see cref="WaitType.WaitForCompletion"/> wants.</summary>
    public int ExitCode { get; }

    /// <summary>What the wait does when the other failed or ended; null (the default) for the application's default.</summary>
    public WaitBehavior? WaitBehavior { get; init; }
}
