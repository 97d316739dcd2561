using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp.Model;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>Makes DCP's object for a container.</summary>
internal sealed class ContainerSpecs(IConfiguration configuration, DistributedApplicationExecutionContext executionContext, IServiceProvider services)
{
    private const int SuffixLength = 8;

    /// <summary>The object for a container.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="instanceName">Name for the object.</param>
    /// <param name="endpoints">Its endpoints.</param>
    /// <param name="start">What it is started with.</param>
    /// <param name="reachesHost">Whether it needs a name for this machine.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public async Task<DcpContainer> CreateAsync(
        IResource resource,
        string instanceName,
        IReadOnlyList<EndpointPlan> endpoints,
        StartConfiguration start,
        bool reachesHost,
        CancellationToken cancellationToken)
    {
        var container = resource as ContainerResource;
        var isPersistent = IsPersistent(resource);
        var instanceId = InstanceNames.InstanceId(resource, instanceName);
        var arguments = start.DcpArguments([]);
        var build = await BuildAsync(resource, cancellationToken).ConfigureAwait(false);
        return new DcpContainer
        {
            Metadata = new DcpMetadata { Name = instanceName, Annotations = ExecutableSpecs.Annotations(resource, instanceName, endpoints) },
            Spec = new DcpContainerSpec
            {
                Image = build is null && resource.TryGetContainerImageName(out var image) ? image : null,
                Build = build,
                ContainerName = ContainerName(resource, isPersistent),
                Mode = isPersistent ? DcpContainerSpec.Persistent : null,
                Command = container?.Entrypoint,
                Args = container?.ShellExecution == true ? ["-c", string.Join(' ', arguments)] : arguments,
                Env = start.DcpEnvironment(instanceId, instanceId),
                Ports = endpoints.Count == 0 ? null : [.. endpoints.Select(static endpoint => endpoint.ToContainerPort())],
                VolumeMounts = Mounts(resource),
                Networks = [new DcpContainerNetworkConnection(ContainerNetwork.ObjectName, Aliases(resource))],
                PullPolicy = PullPolicy(resource),
                RunArgs = await RunArgumentsAsync(resource, reachesHost, cancellationToken).ConfigureAwait(false),
                CreateFiles = await ContainerFiles.CreateAsync(resource, services, cancellationToken).ConfigureAwait(false),
            },
        };
    }

    /// <summary>Whether the container stays when the application ends.</summary>
    public static bool IsPersistent(IResource resource) =>
        resource.TryGetLastAnnotation<ContainerLifetimeAnnotation>(out var lifetime) && lifetime.Lifetime == ContainerLifetime.Persistent;

    /// <summary>What the engine mounts, in DCP's form.</summary>
    public IReadOnlyList<DcpVolumeMount>? Mounts(IResource resource)
    {
        if (!resource.TryGetContainerMounts(out var mounts))
        {
            return null;
        }

        var directory = configuration[WellKnownConfiguration.AppHostDirectory] ?? Directory.GetCurrentDirectory();
        return [.. mounts.Select(mount => mount.Type is ContainerMountType.BindMount
            ? new DcpVolumeMount("bind", Path.GetFullPath(mount.Source ?? "", directory), mount.Target, mount.IsReadOnly)
            : new DcpVolumeMount("volume", mount.Source, mount.Target, mount.IsReadOnly))];
    }

    // The name must be the same in the next run for the container to be found again.
    private string? ContainerName(IResource resource, bool isPersistent)
    {
        if (resource.TryGetLastAnnotation<ContainerNameAnnotation>(out var name))
        {
            return name.Name;
        }

        var hash = configuration[WellKnownConfiguration.AppHostSha256];
#pragma warning disable CA1308 // Lower case is what the engine's names look like, and what Aspire's own host makes.
        return !isPersistent ? null
            : hash is { Length: >= SuffixLength } ? $"{resource.Name}-{hash[..SuffixLength].ToLowerInvariant()}"
            : resource.Name;
#pragma warning restore CA1308
    }

    private static IReadOnlyList<string> Aliases(IResource resource) =>
    [
        resource.Name,
        EndpointPlan.ContainerAlias(resource),
        .. resource.Annotations.OfType<ContainerNetworkAliasAnnotation>().Select(static alias => alias.Alias),
    ];

    private static string? PullPolicy(IResource resource) =>
        resource.TryGetLastAnnotation<ContainerImagePullPolicyAnnotation>(out var policy) ? policy.ImagePullPolicy switch
        {
            ImagePullPolicy.Always => "always",
            ImagePullPolicy.Missing => "missing",
            ImagePullPolicy.Never => "never",
            _ => null,
        } : null;

    private async Task<IReadOnlyList<string>?> RunArgumentsAsync(IResource resource, bool reachesHost, CancellationToken cancellationToken)
    {
        List<object> gathered = [];
        foreach (var annotation in resource.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await annotation.Callback(new ContainerRuntimeArgsCallbackContext(gathered, cancellationToken)).ConfigureAwait(false);
        }

        List<string> arguments = [];
        foreach (var value in gathered)
        {
            if (await ResolveAsync(resource, value, cancellationToken).ConfigureAwait(false) is { } argument)
            {
                arguments.Add(argument);
            }
        }

        if (reachesHost && !arguments.Contains(HostBridge.AddHostArgument))
        {
            arguments.Add(HostBridge.AddHostArgument);
        }

        return arguments.Count == 0 ? null : arguments;
    }

    private async Task<DcpContainerBuild?> BuildAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (!resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            return null;
        }

        await build.MaterializeDockerfileAsync(
            new DockerfileFactoryContext { Resource = resource, Services = services, CancellationToken = cancellationToken }, cancellationToken).ConfigureAwait(false);
        List<DcpNameValue> arguments = [];
        foreach (var (name, value) in build.BuildArguments)
        {
            arguments.Add(new DcpNameValue(name, await ResolveAsync(resource, value, cancellationToken).ConfigureAwait(false)));
        }

        List<DcpBuildSecret> secrets = [];
        foreach (var (name, value) in build.BuildSecrets)
        {
            secrets.Add(value is FileInfo file
                ? new DcpBuildSecret("file", name, file.FullName, Value: null)
                : new DcpBuildSecret("env", name, Source: null, await ResolveAsync(resource, value, cancellationToken).ConfigureAwait(false)));
        }

        return new DcpContainerBuild
        {
            Context = build.ContextPath,
            Dockerfile = build.DockerfilePath,
            Stage = build.Stage,
            Tags = resource.TryGetContainerImageName(out var image) ? [image] : null,
            Args = arguments.Count == 0 ? null : arguments,
            Secrets = secrets.Count == 0 ? null : secrets,
        };
    }

    // Seen from this machine: the engine's command and the build run here.
    private ValueTask<string?> ResolveAsync(IResource resource, object? value, CancellationToken cancellationToken) => ValueResolver.ResolveAsync(
        value,
        new ValueProviderContext { ExecutionContext = executionContext, Caller = resource, Network = KnownNetworkIdentifiers.LocalhostNetwork },
        cancellationToken);
}
