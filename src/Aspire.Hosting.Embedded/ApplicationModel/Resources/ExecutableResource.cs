namespace Aspire.Hosting.ApplicationModel;

/// <summary>A process that is started from an executable file. It has no place in a cluster unless it is published as a container.</summary>
public class ExecutableResource
    : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>Creates a process resource.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="command">Path of the executable, or a name that is looked up in <c>PATH</c>.</param>
    /// <param name="workingDirectory">Directory the process starts in.</param>
    public ExecutableResource(string name, string command, string workingDirectory)
        : base(name)
    {
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        Annotations.Add(new ExecutableAnnotation { Command = command, WorkingDirectory = workingDirectory });
    }

    /// <summary>Path of the executable, or a name that is looked up in <c>PATH</c>.</summary>
    public string Command => Executable.Command;

    /// <summary>Directory the process starts in.</summary>
    public string WorkingDirectory => Executable.WorkingDirectory;

    private ExecutableAnnotation Executable => this.TryGetLastAnnotation<ExecutableAnnotation>(out var annotation)
        ? annotation
        : throw new InvalidOperationException($"Resource '{Name}' has lost its {nameof(ExecutableAnnotation)}.");
}
