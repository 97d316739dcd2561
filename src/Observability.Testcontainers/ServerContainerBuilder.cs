using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Testcontainers;

/// <summary>
/// Builds a container of one server of the stack. Image, ports, arguments, environment, files and readiness are those of the resource;
/// everything that Testcontainers' builders can do changes them, and <c>WithImage</c> also the version that the files are written for.
/// </summary>
/// <remarks>
/// <c>Stack:ImageRegistry</c> and <c>Stack:Images:&lt;name&gt;</c> are read from environment variables (<c>Stack__ImageRegistry</c>), as an
/// AppHost does.
/// </remarks>
/// <typeparam name="TServer">The system's interface, for example <c>IElasticsearch</c>.</typeparam>
public sealed class ServerContainerBuilder<TServer>
    : ContainerBuilder<ServerContainerBuilder<TServer>, ServerContainer<TServer>, IContainerConfiguration>
    where TServer : class, IServer
{
    // Java's servers need most of a minute on a small machine.
    private static readonly TimeSpan s_readyTimeout = TestcontainersSettings.WaitStrategyTimeout ?? TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);
    private readonly string _name;
    private readonly Func<IDistributedApplicationBuilder, string, IResourceBuilder<TServer>> _add;
    private readonly Func<TServer, ServerAccess> _access;
    private readonly TimeSpan _readyTimeout;

    /// <summary>Builds containers of a server that is added to a graph of its own.</summary>
    /// <param name="name">Name of the resource; other containers of its network know it by this name.</param>
    /// <param name="add">Adds it: <c>(graph, name) =&gt; graph.AddLoki(name).WithTenant("one")</c>.</param>
    /// <param name="access">How a test gets in; null (default) for the endpoint <c>http</c> without a user.</param>
    public ServerContainerBuilder(
        string name,
        Func<IDistributedApplicationBuilder, string, IResourceBuilder<TServer>> add,
        Func<TServer, ServerAccess>? access = null)
        : this(name, add, access ?? (_ => new ServerAccess()), s_readyTimeout, new ContainerConfiguration())
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(add);
        DockerResourceConfiguration = Init().DockerResourceConfiguration;
    }

    private ServerContainerBuilder(
        string name,
        Func<IDistributedApplicationBuilder, string, IResourceBuilder<TServer>> add,
        Func<TServer, ServerAccess> access,
        TimeSpan readyTimeout,
        IContainerConfiguration configuration)
        : base(configuration)
    {
        _name = name;
        _add = add;
        _access = access;
        _readyTimeout = readyTimeout;
        DockerResourceConfiguration = configuration;
    }

    /// <inheritdoc />
    protected override IContainerConfiguration DockerResourceConfiguration { get; }

    /// <summary>
    /// Sets how long the start may take until the resource's own probe succeeds; the failure has the probe's last answer and the end of
    /// the log. Default: Testcontainers' own setting, else three minutes. A wait strategy of the test's own takes the probe's place.
    /// </summary>
    public ServerContainerBuilder<TServer> WithReadyTimeout(TimeSpan timeout) => new(_name, _add, _access, timeout, DockerResourceConfiguration);

    /// <summary>
    /// Why it cannot be run on this machine, or null where it can: no engine answers, or the image is not there and its registry does not
    /// answer. For a test that is then skipped with the reason; it takes at most a few seconds. An engine that is reached over TLS or a
    /// named pipe is not asked: null.
    /// </summary>
    public async Task<string?> FindProblemAsync()
    {
        // The engine that the container is going to run in, wherever Testcontainers has found it.
        var config = DockerResourceConfiguration.DockerEndpointAuthConfig;
        if (config is { Endpoint.Scheme: not ("unix" or "tcp" or "http") } or { AuthProvider.TlsEnabled: true })
        {
            // What is wrong with it, Testcontainers' own start says.
            return null;
        }

        var endpoint = config?.Endpoint;
        using var engine = endpoint?.Scheme is "tcp" or "http"
            ? new DockerEngine(socketPath: null, new UriBuilder(endpoint) { Scheme = "http" }.Uri)
            : new DockerEngine(endpoint?.LocalPath);
        if (engine.Unavailable is { } reason)
        {
            return reason;
        }

        await using var model = ServerModel.Create(_name, _add, DockerResourceConfiguration.Image?.FullName);
        return ServerImage.TryParse(model.Image, out var image) ? engine.WhyNoImage(image) : $"'{model.Image}' is not the name of an image";
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">The image is older than what its files can be written for.</exception>
    public override ServerContainer<TServer> Build()
    {
        var (builder, model, readiness) = Complete();
        builder.Validate();
        return new ServerContainer<TServer>(builder.DockerResourceConfiguration, model, _access((TServer)model.Server), readiness);
    }

    /// <summary>The configuration that <see cref="Build"/> makes a container of; it needs no engine.</summary>
    internal (IContainerConfiguration Configuration, ServerModel Model) Describe()
    {
        var (builder, model, _) = Complete();
        return (builder.DockerResourceConfiguration, model);
    }

    /// <inheritdoc />
    protected override void Validate()
    {
        base.Validate();
        if (DockerResourceConfiguration.Reuse == true)
        {
            throw new ArgumentException("A container whose secrets are generated anew cannot be used again; leave WithReuse out.");
        }
    }

    /// <inheritdoc />
    protected override ServerContainerBuilder<TServer> Clone(IResourceConfiguration<CreateContainerParameters> resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new ContainerConfiguration(resourceConfiguration));

    /// <inheritdoc />
    protected override ServerContainerBuilder<TServer> Clone(IContainerConfiguration resourceConfiguration) =>
        Merge(DockerResourceConfiguration, new ContainerConfiguration(resourceConfiguration));

    /// <inheritdoc />
    protected override ServerContainerBuilder<TServer> Merge(IContainerConfiguration oldValue, IContainerConfiguration newValue) =>
        new(_name, _add, _access, _readyTimeout, new ContainerConfiguration(oldValue, newValue));

    // One graph a container: two that are built by the same builder have nothing in common.
    private (ServerContainerBuilder<TServer> Builder, ServerModel Model, ReadinessCheck? Readiness) Complete()
    {
        var model = ServerModel.Create(_name, _add, DockerResourceConfiguration.Image?.FullName);
        var builder = DockerResourceConfiguration.Image is null ? WithImage(model.Image) : this;
        builder = builder
            .WithNetworkAliases(model.NetworkAliases)
            .WithConnectionStringProvider(new ServerConnectionString<TServer>())
            .WithCreateParameterModifier(model.Apply);

        // A server that asks itself, as Prometheus does, knows itself by its name, network or not.
        builder = model.NetworkAliases.Aggregate(builder, (current, alias) => current.WithExtraHost(alias, "127.0.0.1"));
        if (model.Container.Entrypoint is { } entrypoint && DockerResourceConfiguration.Entrypoint is null)
        {
            builder = builder.WithEntrypoint(entrypoint);
        }

        builder = model.Endpoints.Select(endpoint => endpoint.TargetPort!.Value).Where(port => !IsBound(port))
            .Aggregate(builder, (current, port) => current.WithPortBinding(model.ChoosePort(), port));
        foreach (var mount in model.Server.Annotations.OfType<ContainerMountAnnotation>().Where(mount => mount.Type == ContainerMountType.BindMount))
        {
            builder = builder.WithBindMount(mount.Source, mount.Target, mount.IsReadOnly ? AccessMode.ReadOnly : AccessMode.ReadWrite);
        }

        return builder.AddReadiness(model);
    }

    // The base has one strategy, that the container runs; one of the test's own takes the probe's place.
    private (ServerContainerBuilder<TServer> Builder, ServerModel Model, ReadinessCheck? Readiness) AddReadiness(ServerModel model)
    {
        if (DockerResourceConfiguration.WaitStrategies.Count() > 1)
        {
            return (this, model, null);
        }

        var probe = model.Readiness;
        var readiness = new ReadinessCheck(probe, model.Endpoints.First(endpoint => endpoint.Name == probe.EndpointName).TargetPort!.Value);
        var builder = WithWaitStrategy(Wait.ForUnixContainer().AddCustomWaitStrategy(
            readiness, strategy => strategy.WithTimeout(_readyTimeout).WithInterval(s_interval)));
        return (builder, model, readiness);
    }

    // Bound by the test to a port of its choice; a random one is chosen here, as for every other.
    private bool IsBound(int port) =>
        DockerResourceConfiguration.PortBindings is { } bindings
        && bindings.TryGetValue(port.ToString(CultureInfo.InvariantCulture), out var host)
        && host.Length > 0;
}
