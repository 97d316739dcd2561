using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Docker.DotNet.Models;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.State;

namespace Observability.Testcontainers;

/// <summary>
/// A graph with one server in it that is never started: it knows what the server's container is made of, because it is the very
/// resource that an AppHost has. Each container has a graph of its own, and with it secrets of its own.
/// </summary>
internal sealed class ServerModel : IAsyncDisposable
{
    private readonly DistributedApplication _application;
    private readonly DistributedApplicationExecutionContext _execution;
    private readonly IReadOnlyList<ParameterResource> _secrets;
    private readonly HashSet<int> _ports = [];
    private IReadOnlyList<string> _arguments = [];
    private IReadOnlyDictionary<string, string> _environment = new Dictionary<string, string>();
    private IReadOnlyList<string> _runtimeArguments = [];

    private ServerModel(IDistributedApplicationBuilder builder, IServer server)
    {
        Server = server;
        Container = (ContainerResource)server;
        _execution = builder.ExecutionContext;
        _secrets =
        [
            .. builder.Resources.OfType<ParameterResource>().Where(parameter =>
                parameter.Annotations.OfType<OwnerAnnotation>().Any(annotation => annotation.Owner == server)),
        ];
        _application = builder.Build();
    }

    /// <summary>The server.</summary>
    public IServer Server { get; }

    /// <summary>The same, as a container.</summary>
    public ContainerResource Container { get; }

    /// <summary>The image.</summary>
    public string Image =>
        Container.TryGetContainerImageName(out var image) ? image : throw new InvalidOperationException($"{Container.Name} has no image.");

    /// <summary>Version of the server in the image.</summary>
    public System.Version Version => Server.Annotations.OfType<BackendAnnotation>().Last().Backend.Version;

    /// <summary>When it can do its work.</summary>
    public Probe Readiness => Server.Annotations.OfType<ProbesAnnotation>().Last().Readiness;

    /// <summary>Its endpoints.</summary>
    public IEnumerable<EndpointAnnotation> Endpoints => Server.Annotations.OfType<EndpointAnnotation>();

    /// <summary>Names under which it can be reached in a network of containers.</summary>
    public IReadOnlyList<string> NetworkAliases => [Server.Name, $"{Server.Name}.dev.internal"];

    /// <summary>The secrets by what they are for, once <see cref="ResolveAsync"/> has run.</summary>
    public IReadOnlyDictionary<string, string> Secrets { get; private set; } = new Dictionary<string, string>();

    /// <summary>Makes the graph.</summary>
    /// <param name="name">Name of the resource.</param>
    /// <param name="add">Adds the server to the graph.</param>
    /// <param name="image">Image to take, or null for the resource's own.</param>
    /// <exception cref="ArgumentException">The image cannot be used.</exception>
    public static ServerModel Create<TServer>(
        string name, Func<IDistributedApplicationBuilder, string, IResourceBuilder<TServer>> add, string? image)
        where TServer : IServer
    {
        // The assembly decides whose user secrets are read and written: this one has none, so that every container has its own.
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            AssemblyName = typeof(ServerModel).Assembly.GetName().Name,
            DisableDashboard = true,
            Args = image is null ? [] : [$"--Stack:Images:{name}={image}"],
        });
        var stack = Stack.For(builder);
        stack.Backends.ContainersOnly = true;
        var server = add(builder, name).Resource;
        return stack.Options.Problems is []
            ? new ServerModel(builder, server)
            : throw new ArgumentException(string.Join(Environment.NewLine, stack.Options.Problems));
    }

    /// <summary>
    /// Chooses a port of this machine for an endpoint. It is chosen before the container starts, where Testcontainers else leaves it to
    /// the engine, because servers are told the URL under which they are seen.
    /// </summary>
    public int ChoosePort()
    {
        int port;
        do
        {
            port = PortBook.ChooseFree();
        }
        while (!_ports.Add(port));
        return port;
    }

    /// <summary>Finds out what the container is started with.</summary>
    /// <param name="host">Host name under which this machine reaches published ports.</param>
    /// <param name="ports">Port on it by port in the container.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ResolveAsync(string host, IReadOnlyDictionary<int, int> ports, CancellationToken cancellationToken)
    {
        foreach (var endpoint in Endpoints)
        {
            Allocate(endpoint, host, ports[endpoint.TargetPort!.Value]);
        }

        var configuration = await ExecutionConfigurationBuilder.Create(Server)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(_execution, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (configuration.Exception is { } exception)
        {
            throw exception;
        }

        _arguments = [.. configuration.Arguments.Select(argument => argument.Value)];
        _environment = configuration.EnvironmentVariables.ToDictionary(StringComparer.Ordinal);
        _runtimeArguments = await ReadRuntimeArgumentsAsync(cancellationToken).ConfigureAwait(false);
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in _secrets)
        {
            var value = await parameter.GetValueAsync(cancellationToken).ConfigureAwait(false);
            secrets[parameter.Name[(Server.Name.Length + 1)..]] = value ?? string.Empty;
        }

        Secrets = secrets;
    }

    /// <summary>The files, once <see cref="ResolveAsync"/> has run.</summary>
    public Task<IReadOnlyList<ServerFile>> ReadFilesAsync(CancellationToken cancellationToken) =>
        ServerFile.ReadAllAsync(Server, _application.Services, cancellationToken);

    /// <summary>Puts it into what the engine is asked for; what the test itself has set stays.</summary>
    public void Apply(CreateContainerParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var environment = parameters.Env ?? [];
        var known = environment.Select(variable => variable.Split('=', 2)[0]).ToHashSet(StringComparer.Ordinal);
        var own = _environment.Where(variable => !known.Contains(variable.Key)).Select(variable => $"{variable.Key}={variable.Value}");
        parameters.Env = [.. environment, .. own];
        parameters.Cmd = [.. _arguments, .. parameters.Cmd ?? []];
        foreach (var argument in _runtimeArguments)
        {
            ApplyRuntimeArgument(parameters.HostConfig ??= new HostConfig(), argument);
        }
    }

    /// <summary>Says that the server is ready: what sets it up over its API runs now, as it does in an AppHost.</summary>
    public Task PublishReadyAsync(CancellationToken cancellationToken) => _application.Services
        .GetRequiredService<Aspire.Hosting.Eventing.IDistributedApplicationEventing>()
        .PublishAsync(new ResourceReadyEvent(Server, _application.Services), cancellationToken);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private void Allocate(EndpointAnnotation endpoint, string host, int port)
    {
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, host, port);
        endpoint.AllAllocatedEndpoints.AddOrUpdateAllocatedEndpoint(
            KnownNetworkIdentifiers.DefaultAspireContainerNetwork,
            new AllocatedEndpoint(
                endpoint,
                NetworkAliases[^1],
                endpoint.TargetPort!.Value,
                EndpointBindingMode.SingleAddress,
                targetPortExpression: endpoint.TargetPort.Value.ToString(CultureInfo.InvariantCulture),
                networkId: KnownNetworkIdentifiers.DefaultAspireContainerNetwork));
    }

    private async Task<IReadOnlyList<string>> ReadRuntimeArgumentsAsync(CancellationToken cancellationToken)
    {
        var arguments = new List<object>();
        foreach (var annotation in Server.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await annotation.Callback(new ContainerRuntimeArgsCallbackContext(arguments, cancellationToken)).ConfigureAwait(false);
        }

        return [.. arguments.Select(argument => Convert.ToString(argument, CultureInfo.InvariantCulture)!)];
    }

    // Options of the docker command, which the engine's API has under other names.
    private static void ApplyRuntimeArgument(HostConfig host, string argument)
    {
        const string Memory = "--memory=";
        if (argument == "--pid=host")
        {
            host.PidMode = "host";
        }
        else if (argument.StartsWith(Memory, StringComparison.Ordinal) && argument.EndsWith('m'))
        {
            host.Memory = long.Parse(argument.AsSpan()[Memory.Length..^1], NumberStyles.None, CultureInfo.InvariantCulture) * 1024 * 1024;
        }
        else
        {
            throw new NotSupportedException(
                $"'{argument}' is an option of the docker command that is not known here. Use WithCreateParameterModifier.");
        }
    }
}
