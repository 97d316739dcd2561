namespace Aspire.Hosting;

/// <summary>How a project is added.</summary>
public class ProjectResourceOptions
{
    /// <summary>Profile of <c>launchSettings.json</c>; null (the default) for the one the AppHost runs with, or the first.</summary>
    public string? LaunchProfileName { get; set; }

    /// <summary>True to ignore <c>launchSettings.json</c>; default false.</summary>
    public bool ExcludeLaunchProfile { get; set; }

    /// <summary>True to ignore the Kestrel endpoints of the project's own configuration; default false.</summary>
    public bool ExcludeKestrelEndpoints { get; set; }
}
