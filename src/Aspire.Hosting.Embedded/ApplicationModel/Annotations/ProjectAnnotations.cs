using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The launch profile that a project runs with.</summary>
/// <param name="launchProfileName">Name of the profile.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, LaunchProfileName = {LaunchProfileName}")]
public sealed class LaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>Name of the profile.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}

/// <summary>The launch profile that a project runs with unless it names one itself: that of the AppHost.</summary>
/// <param name="launchProfileName">Name of the profile.</param>
[DebuggerDisplay("Type = {GetType().Name,nq}, LaunchProfileName = {LaunchProfileName}")]
public sealed class DefaultLaunchProfileAnnotation(string launchProfileName) : IResourceAnnotation
{
    /// <summary>Name of the profile.</summary>
    public string LaunchProfileName { get; } = launchProfileName ?? throw new ArgumentNullException(nameof(launchProfileName));
}

/// <summary>The project's launch profiles are ignored.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public sealed class ExcludeLaunchProfileAnnotation : IResourceAnnotation
{
}

/// <summary>The project is not told to trust forwarded headers.</summary>
[DebuggerDisplay("Type = {GetType().Name,nq}")]
public sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation
{
}
