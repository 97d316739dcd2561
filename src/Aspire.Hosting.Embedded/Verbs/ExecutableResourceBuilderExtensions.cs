using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;

namespace Aspire.Hosting;

/// <summary>Adds processes to the model and configures them.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>
    /// Adds a process. <paramref name="command"/> is a path or a name that is looked up in <c>PATH</c>;
    /// <paramref name="workingDirectory"/> is relative to the AppHost's directory. Not part of a publish unless
    /// <see cref="PublishAsDockerFile{T}(IResourceBuilder{T})"/> is called.
    /// </summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params string[]? args)
        => builder.AddExecutable(name, command, workingDirectory, (object[]?)args);

    /// <summary>
    /// Adds a process whose arguments may be values that are known only at start, such as endpoints and parameters.
    /// </summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(this IDistributedApplicationBuilder builder, string name, string command, string workingDirectory, params object[]? args)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(command);
        ArgumentNullException.ThrowIfNull(workingDirectory);

        var directory = Path.GetFullPath(workingDirectory, builder.AppHostDirectory);
        var executable = builder.AddResource(new ExecutableResource(name, command, directory));
        return args is { Length: > 0 } ? executable.WithArgs(args) : executable;
    }

    /// <summary>Replaces the command that is run: a path, or a name that is looked up in <c>PATH</c>.</summary>
    public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string command)
        where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(command);
        return builder.WithAnnotation(
            new ExecutableAnnotation { Command = command, WorkingDirectory = builder.Resource.WorkingDirectory },
            ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Replaces the directory the process starts in; relative to the AppHost's directory.</summary>
    public static IResourceBuilder<T> WithWorkingDirectory<T>(this IResourceBuilder<T> builder, string workingDirectory)
        where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(workingDirectory);
        var directory = Path.GetFullPath(workingDirectory, builder.ApplicationBuilder.AppHostDirectory);
        return builder.WithAnnotation(
            new ExecutableAnnotation { Command = builder.Resource.Command, WorkingDirectory = directory },
            ResourceAnnotationMutationBehavior.Replace);
    }

    /// <summary>Publishes the process as a container built from the Dockerfile in its working directory.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder)
        where T : ExecutableResource
        => builder.PublishAsDockerFile(configure: null);

    /// <summary>
    /// Publishes the process as a container built from the Dockerfile in its working directory;
    /// <paramref name="configure"/> shapes the container. Has no effect on a run.
    /// </summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder, Action<IResourceBuilder<ContainerResource>>? configure)
        where T : ExecutableResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        PublishedContainerResource.Replace(builder.ApplicationBuilder, builder.Resource, builder.Resource.WorkingDirectory, configure);
        return builder;
    }
}
