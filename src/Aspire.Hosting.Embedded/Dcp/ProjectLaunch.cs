using System.Reflection;
using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>The program that a project resource is started with.</summary>
/// <param name="Path">The program.</param>
/// <param name="LeadingArguments">Arguments before those of the resource.</param>
/// <param name="ProjectPath">The project file.</param>
internal sealed record ProjectLaunch(string Path, IReadOnlyList<string> LeadingArguments, string ProjectPath)
{
    // Written into the AppHost's assembly by its build: projecttarget:/src/Api/Api.csproj = /src/Api/bin/Debug/net10.0/Api.dll
    private const string TargetKey = "projecttarget:";

    /// <summary>Directory that the project starts in.</summary>
    public string WorkingDirectory => System.IO.Path.GetDirectoryName(ProjectPath)!;

    /// <summary>
    /// Prefers what was built with the AppHost and starts that directly, which saves the second that <c>dotnet run</c>
    /// needs to find out the same; without it <c>dotnet run</c> is used.
    /// </summary>
    /// <exception cref="DistributedApplicationException">The resource has no project.</exception>
    public static ProjectLaunch Of(IResource resource)
    {
        var project = resource.Annotations.OfType<IProjectMetadata>().LastOrDefault() ?? throw new DistributedApplicationException(
            $"{resource.Name}: project: it has none. Add the resource with AddProject.");
        var path = project.ProjectPath;
        if (FindTarget(project) is { } target && File.Exists(target))
        {
            var program = System.IO.Path.ChangeExtension(target, null);
            return File.Exists(program)
                ? new ProjectLaunch(program, [], path)
                : new ProjectLaunch("dotnet", [target], path);
        }

        IReadOnlyList<string> build = project.SuppressBuild ? ["--no-build"] : [];
        return project.IsFileBasedApp
            ? new ProjectLaunch("dotnet", ["run", "--file", path, "--no-launch-profile", .. build, "--"], path)
            : new ProjectLaunch("dotnet", ["run", "--project", path, "--no-launch-profile", .. build, "--"], path);
    }

    private static string? FindTarget(IProjectMetadata project)
    {
        // The class of a project is generated into the AppHost's assembly; a project named by its path has none.
        var generated = project.GetType().Assembly;
        return FindTarget(generated, project.ProjectPath)
            ?? (Assembly.GetEntryAssembly() is { } entry && entry != generated ? FindTarget(entry, project.ProjectPath) : null);
    }

    private static string? FindTarget(Assembly assembly, string projectPath)
    {
        foreach (var metadata in assembly.GetCustomAttributes<AssemblyMetadataAttribute>())
        {
            if (metadata.Key.StartsWith(TargetKey, StringComparison.Ordinal)
                && string.Equals(System.IO.Path.GetFullPath(metadata.Key[TargetKey.Length..]), System.IO.Path.GetFullPath(projectPath), StringComparison.Ordinal))
            {
                return metadata.Value;
            }
        }

        return null;
    }
}
