using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Orchestration;

/// <summary>Finds commands, directories, bind mounts and projects that are not on this machine.</summary>
internal sealed class FileCheck(string appHostDirectory, string? searchPath)
{
    private readonly string[] _searchPath = (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>One problem for each. A resource that starts on request only may lack what it starts with.</summary>
    public IEnumerable<string> Find(IEnumerable<IResource> resources)
    {
        foreach (var resource in resources.Where(resource => !resource.HasAnnotationOfType<ExplicitStartupAnnotation>()))
        {
            var problems = resource switch
            {
                _ when resource.IsContainer() => FindInContainer(resource),
                ProjectResource => FindInProject(resource),
                ExecutableResource executable => FindInExecutable(executable),
                _ => [],
            };
            foreach (var problem in problems)
            {
                yield return $"{resource.Name}: {problem}";
            }
        }
    }

    private IEnumerable<string> FindInContainer(IResource resource)
    {
        foreach (var mount in resource.Annotations.OfType<ContainerMountAnnotation>())
        {
            if (mount is { Type: ContainerMountType.BindMount, Source: { } source } && !Path.Exists(FullPath(source)))
            {
                yield return $"bind mount to {mount.Target}: '{FullPath(source)}' does not exist. Create it, or mount another path.";
            }
        }
    }

    private IEnumerable<string> FindInProject(IResource resource)
    {
        if (resource.TryGetLastAnnotation<IProjectMetadata>(out var project) && !File.Exists(FullPath(project.ProjectPath)))
        {
            yield return $"project: '{FullPath(project.ProjectPath)}' does not exist. Correct the path in AddProject.";
        }
    }

    private IEnumerable<string> FindInExecutable(ExecutableResource executable)
    {
        var directory = FullPath(executable.WorkingDirectory);
        var directoryExists = Directory.Exists(directory);
        if (!directoryExists)
        {
            yield return $"working directory: '{directory}' does not exist. Create it, or name another.";
        }

        if (executable.Command.Contains(Path.DirectorySeparatorChar))
        {
            // A relative path starts in the working directory; without one there is nothing more to say.
            var file = Path.GetFullPath(executable.Command, directory);
            if ((directoryExists || Path.IsPathRooted(executable.Command)) && FindInFile(file) is { } problem)
            {
                yield return problem;
            }
        }
        else if (!_searchPath.Any(folder => FindInFile(Path.Combine(folder, executable.Command)) is null))
        {
            yield return $"command: '{executable.Command}' is not in any directory of PATH. Install it, or name it by its full path.";
        }
    }

    private static string? FindInFile(string file)
    {
        if (!File.Exists(file))
        {
            return $"command: '{file}' does not exist. Install it, or correct the path.";
        }

        const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(file) & Execute) != 0
            ? null
            : $"command: '{file}' is not executable. Allow it with 'chmod +x {file}'.";
    }

    private string FullPath(string path) => Path.GetFullPath(path, appHostDirectory);
}
