using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>Where a .NET project lies and how it is launched. The build generates one for each project the AppHost refers to.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>Full path of the project file, or of the C# file where <see cref="IsFileBasedApp"/>.</summary>
    string ProjectPath { get; }

    /// <summary>Launch settings; null (the default) to read them from <c>Properties/launchSettings.json</c>.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>True where the project is built already and must not be built at start; default false.</summary>
    bool SuppressBuild => false;

    /// <summary>True for a single C# file without a project file; default: the path ends with <c>.cs</c>.</summary>
    bool IsFileBasedApp => ProjectPath.EndsWith(".cs", StringComparison.OrdinalIgnoreCase);
}
