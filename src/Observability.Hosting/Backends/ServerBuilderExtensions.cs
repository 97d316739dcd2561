using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Observability.Hosting.Model;
using Observability.Hosting.State;

namespace Observability.Hosting.Backends;

/// <summary>
/// The verbs that a system is built from. They give a server the same configuration, arguments and probes whatever
/// stands behind it, so that a system says each of them once.
/// </summary>
public static class ServerBuilderExtensions
{
    /// <summary>
    /// Adds a server with the backend that can work here (design decision D2). Where none can, the resource is there,
    /// not started, with the reason; a publish always takes the container.
    /// </summary>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="facts">What is known of the system.</param>
    /// <param name="createContainer">Makes the container resource from its name.</param>
    /// <param name="createProcess">Makes the process resource from name, command and working directory, for a system that has a binary.</param>
    /// <param name="createStandIn">Makes the stand-in's resource from its name, for a system that has one.</param>
    /// <typeparam name="T">The system's interface; both resources implement it.</typeparam>
    public static IResourceBuilder<T> AddServer<T>(
        this IDistributedApplicationBuilder builder,
        string name,
        ServerFacts facts,
        Func<string, ContainerResource> createContainer,
        Func<string, string, string, ExecutableResource>? createProcess = null,
        Func<string, ProjectResource>? createStandIn = null)
        where T : IServer
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(createContainer);

        var stack = Stack.For(builder);
        var backend = builder.ExecutionContext.IsPublishMode ? stack.Backends.Container(name, facts) : stack.Backends.Select(name, facts);
        IResource resource = backend.Kind switch
        {
            BackendKind.Process => builder.AddResource(createProcess!(name, backend.Command!, builder.AppHostDirectory))
                .OnBeforeResourceStarted((server, _, cancellationToken) => WriteFilesAsync(stack, server, cancellationToken))
                .Resource,
            BackendKind.StandIn => builder.AddResource(createStandIn!(name))
                .WithAnnotation(stack.Backends.StandIns!.Project)
                .WithArgs(facts.StandIn!)
                .WithOtlpExporter()
                .OnBeforeResourceStarted((server, _, cancellationToken) => WriteFilesAsync(stack, server, cancellationToken))
                .Resource,
            // Without an image nothing runs it.
            BackendKind.External => builder.AddResource(createContainer(name)).Resource,
            _ => AddContainer(builder, createContainer(name), backend.Image!),
        };

        var server = builder.CreateResourceBuilder((T)resource)
            .WithAnnotation(new BackendAnnotation(backend))
            .WithAnnotation(new ServerFactsAnnotation(facts));
        if (backend.NotStarted is { } cause)
        {
            NotStartedResources.MarkNotStarted(resource, cause);
        }

        return server;
    }

    /// <summary>
    /// Adds the server's HTTP endpoint. A persistent run gives it the well-known port where that is free; otherwise
    /// it is <paramref name="port"/> or any free one.
    /// </summary>
    /// <param name="builder">The server.</param>
    /// <param name="wellKnownPort">Port that the vendor gives it; what it listens on in a container.</param>
    /// <param name="port">Port on this machine, or null.</param>
    /// <param name="name">Name of the endpoint.</param>
    /// <param name="scheme">Scheme of its URL; <c>http</c> unless the protocol is another.</param>
    /// <param name="portInFile">
    /// True where the server reads the port that it listens on from a configuration file. Arguments and environment variables
    /// may leave the choice to the orchestrator; a file needs the number, which is chosen now.
    /// </param>
    public static IResourceBuilder<T> WithServerEndpoint<T>(
        this IResourceBuilder<T> builder,
        int wellKnownPort,
        int? port = null,
        string name = "http",
        string scheme = "http",
        bool portInFile = false)
        where T : IServer
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (ExternalServers.IsExternal(builder.Resource))
        {
            ExternalServers.AddEndpoint(builder, Stack.For(builder.ApplicationBuilder).Options, name);
            return builder;
        }

        var chosen = port ?? Stack.For(builder.ApplicationBuilder).ChoosePort(builder.Resource.Name, name, wellKnownPort);

        // In a container the server listens where the vendor says; a process is told where.
        int? target = builder.Resource is ContainerResource ? wellKnownPort : portInFile ? PortBook.ChooseFree() : null;
        return builder.WithEndpoint(port: chosen, targetPort: target, scheme: scheme, name: name);
    }

    /// <summary>
    /// Gives the server the console log of every resource of the stack, one <c>&lt;resource&gt;.log</c> each: on the laptop the
    /// AppHost writes them as they come, in a cluster there are none (its agents read the pods' logs). Read the folder from
    /// <see cref="ServerContext.StackLogs"/>.
    /// </summary>
    /// <param name="builder">The server.</param>
    /// <param name="imagePath">Where the folder is mounted in a container.</param>
    public static IResourceBuilder<T> WithStackLogs<T>(this IResourceBuilder<T> builder, string imagePath)
        where T : IServer
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(imagePath);
        var application = builder.ApplicationBuilder;
        builder.WithAnnotation(new StackLogsAnnotation(imagePath));
        if (application.ExecutionContext.IsRunMode && builder.Resource is ContainerResource container)
        {
            application.CreateResourceBuilder(container).WithBindMount(Stack.For(application).State.Logs, imagePath, isReadOnly: true);
        }

        return builder;
    }

    /// <summary>
    /// Sets a server up over its API each time it has become ready on the laptop; in a publish, and where somebody else runs the server,
    /// it is left as it is.
    /// </summary>
    public static IResourceBuilder<T> WithSetUp<T>(this IResourceBuilder<T> builder, Func<T, CancellationToken, Task> setUp)
        where T : IServer
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(setUp);
        return builder.ApplicationBuilder.ExecutionContext.IsRunMode && !ExternalServers.IsExternal(builder.Resource)
            ? builder.OnResourceReady((resource, _, cancellationToken) => setUp(resource, cancellationToken))
            : builder;
    }

    /// <summary>Adds command-line arguments, written for the place the server runs in.</summary>
    public static IResourceBuilder<T> WithServerArgs<T>(
        this IResourceBuilder<T> builder, Func<ServerContext, IEnumerable<object>> write)
        where T : IServer
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(write);
        var stack = Stack.For(builder.ApplicationBuilder);
        return builder.WithArgs(context =>
        {
            foreach (var argument in write(CreateContext(stack, builder.Resource, context.ExecutionContext)))
            {
                context.Args.Add(argument);
            }
        });
    }

    /// <summary>
    /// Adds environment variables, written for the place the server runs in. Unlike arguments, which are made of references
    /// only, they may wait for an address.
    /// </summary>
    public static IResourceBuilder<T> WithServerEnvironment<T>(
        this IResourceBuilder<T> builder, Func<ServerContext, IDictionary<string, object>, CancellationToken, Task> write)
        where T : IServer
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(write);
        var stack = Stack.For(builder.ApplicationBuilder);
        return builder.WithEnvironment(context => write(
            CreateContext(stack, builder.Resource, context.ExecutionContext), context.EnvironmentVariables, context.CancellationToken));
    }

    /// <summary>Gives the server a configuration file (design decision D5).</summary>
    public static IResourceBuilder<T> WithConfigFile<T>(this IResourceBuilder<T> builder, ConfigFile file)
        where T : IServer
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(file);
        builder.WithAnnotation(new ConfigFileAnnotation(file));
        if (builder.Resource is ContainerResource container)
        {
            Mount(builder.ApplicationBuilder, container, file);
        }

        return builder;
    }

    /// <summary>
    /// Names a folder whose content must be kept: a named volume of a container in a persistent run, a folder below
    /// the state folder for a process.
    /// </summary>
    public static IResourceBuilder<T> WithDataFolder<T>(this IResourceBuilder<T> builder, string path)
        where T : IServer
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithAnnotation(new DataFolderAnnotation(path));
        var application = builder.ApplicationBuilder;
        var isPublish = application.ExecutionContext.IsPublishMode;
        var stack = Stack.For(application);
        if ((isPublish || stack.Options.Persist) && builder.Resource is ContainerResource container)
        {
            var volume = isPublish ? $"{container.Name}-data" : stack.State.VolumeFor(container.Name);
            application.CreateResourceBuilder(container).WithVolume(volume, path);
        }

        return builder;
    }

    /// <summary>Makes folders before a process starts: it makes its files there, and not the folders.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="paths">The folders as they are named in the image.</param>
    internal static IResourceBuilder<T> WithFolders<T>(this IResourceBuilder<T> builder, params string[] paths)
        where T : IServer => builder.OnBeforeResourceStarted((server, _, _) =>
    {
        var application = builder.ApplicationBuilder;
        var context = CreateContext(Stack.For(application), server, application.ExecutionContext);
        foreach (var path in paths)
        {
            Directory.CreateDirectory(context.MapPath(path));
        }

        return Task.CompletedTask;
    });

    /// <summary>
    /// Declares the probes: readiness becomes the health check that <c>WaitFor</c> waits for; both become the pod's
    /// probes in a publish.
    /// </summary>
    public static IResourceBuilder<T> WithProbes<T>(this IResourceBuilder<T> builder, Probe readiness, Probe liveness)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(readiness);
        builder.WithAnnotation(new ProbesAnnotation(readiness, liveness));
        if (readiness.Path is { } path)
        {
            return builder.WithHttpHealthCheck(path, endpointName: readiness.EndpointName);
        }

        var endpoint = builder.GetEndpoint(readiness.EndpointName);
        var key = $"{builder.Resource.Name}_{readiness.EndpointName}_tcp_check";
        builder.ApplicationBuilder.Services.AddHealthChecks()
            .Add(new HealthCheckRegistration(key, _ => new TcpHealthCheck(endpoint), HealthStatus.Unhealthy, tags: null));
        return builder.WithHealthCheck(key);
    }

    /// <summary>The place a server runs in.</summary>
    internal static ServerContext CreateContext(Stack stack, IResource server, DistributedApplicationExecutionContext execution)
    {
        var backend = server.Annotations.OfType<BackendAnnotation>().Last().Backend;
        var isContainer = backend.Kind == BackendKind.Container;
        var logs = server.Annotations.OfType<StackLogsAnnotation>().LastOrDefault();
        return new ServerContext(server, backend.Version, isContainer ? null : stack.State.ForResource(server.Name), execution)
        {
            IsStandIn = backend.Kind == BackendKind.StandIn,
            Command = backend.Command,
            StackLogs = logs is null || execution.IsPublishMode ? null : isContainer ? logs.ImagePath : stack.State.Logs,
            Cluster = execution.IsPublishMode ? stack.Cluster : null,
        };
    }

    private static ContainerResource AddContainer(IDistributedApplicationBuilder builder, ContainerResource container, ServerImage image)
    {
        var resource = builder.AddResource(container)
            .WithImage(image.Repository, image.Tag.Length > 0 ? image.Tag : null)
            .WithImageRegistry(image.Registry);
        return (image.Digest is { } digest ? resource.WithImageSHA256(digest) : resource).Resource;
    }

    private static async Task WriteFilesAsync(Stack stack, IResource server, CancellationToken cancellationToken)
    {
        var context = CreateContext(stack, server, new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run));
        foreach (var annotation in server.Annotations.OfType<ConfigFileAnnotation>())
        {
            var file = annotation.File;
            var text = await file.Write(context, cancellationToken).ConfigureAwait(false);
            StateFolder.Write(server.Name, context.MapPath(file.Path), text, file.Sensitive);
        }
    }

    private static void Mount(IDistributedApplicationBuilder builder, ContainerResource container, ConfigFile file)
    {
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead;
        const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        var stack = Stack.For(builder);
        var facts = container.Annotations.OfType<ServerFactsAnnotation>().Last().Facts;
        builder.CreateResourceBuilder(container).WithContainerFiles(
            Path.GetDirectoryName(file.Path)!,
            async (_, cancellationToken) =>
            {
                if (!container.Annotations.OfType<ConfigFileAnnotation>().Any(annotation => ReferenceEquals(annotation.File, file)))
                {
                    // A selection has taken it out.
                    return [];
                }

                var context = CreateContext(stack, container, builder.ExecutionContext);
                ContainerFileSystemItem item = new ContainerFile
                {
                    Name = Path.GetFileName(file.Path),
                    Contents = await file.Write(context, cancellationToken).ConfigureAwait(false),
                    Mode = file.Sensitive ? OwnerOnly : Everybody,
                };
                return [item];
            },
            defaultOwner: facts.UserId,
            defaultGroup: facts.GroupId);
    }
}
