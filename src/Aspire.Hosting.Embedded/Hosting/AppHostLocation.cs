using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Aspire.Hosting.Embedded.Orchestration;

namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>Where the AppHost lies, and the names that follow from it.</summary>
internal sealed class AppHostLocation
{
    // Written by the build.
    private const string ProjectPathMetadata = "apphostprojectpath";
    private const string ProjectNameMetadata = "apphostprojectname";

    private AppHostLocation(Assembly? assembly, string name, string directory, string? projectFile)
    {
        Assembly = assembly;
        Name = name;
        Directory = directory;
        Path = System.IO.Path.Join(directory, name);
        FilePath = projectFile is null ? Path : System.IO.Path.Join(directory, projectFile);
    }

    public Assembly? Assembly { get; }

    /// <summary>Name of the assembly.</summary>
    public string Name { get; }

    /// <summary>Directory of the project.</summary>
    public string Directory { get; }

    /// <summary>The directory and the assembly's name.</summary>
    public string Path { get; }

    /// <summary>The project file, where it is known.</summary>
    public string FilePath { get; }

    public static AppHostLocation Find(DistributedApplicationOptions options)
    {
        var assembly = options.AssemblyName is { } name ? Assembly.Load(new AssemblyName(name)) : Assembly.GetEntryAssembly();
        string? directory = null;
        string? projectFile = null;
        foreach (var metadata in assembly?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
        {
            if (string.Equals(metadata.Key, ProjectPathMetadata, StringComparison.OrdinalIgnoreCase))
            {
                directory = metadata.Value;
            }
            else if (string.Equals(metadata.Key, ProjectNameMetadata, StringComparison.OrdinalIgnoreCase))
            {
                projectFile = metadata.Value;
            }
        }

        // An assembly that was built elsewhere names a directory that is not here.
        var known = System.IO.Directory.Exists(directory) ? directory : System.IO.Directory.GetCurrentDirectory();
        var chosen = System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(options.ProjectDirectory ?? known));
        return new AppHostLocation(assembly, assembly?.GetName().Name ?? "AppHost", chosen, projectFile);
    }

    /// <summary>The keys <c>AppHost:*</c> that follow from the location.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Settings(bool isPublishMode, string? dashboardName)
    {
        var pathHash = Hash(Path.ToLowerInvariant());
        var nameHash = Hash(System.IO.Path.GetFileName(FilePath));
        yield return new(WellKnownConfiguration.AppHostDirectory, Directory);
        yield return new("AppHost:Path", Path);
        yield return new("AppHost:FilePath", FilePath);
        yield return new(WellKnownConfiguration.DashboardApplicationName, dashboardName ?? Name);

        // What is published must not depend on where the sources lie.
        yield return new(WellKnownConfiguration.AppHostSha256, isPublishMode ? nameHash : pathHash);
        yield return new("AppHost:PathSha256", pathHash);
        yield return new("AppHost:ProjectNameSha256", nameHash);
    }

    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
