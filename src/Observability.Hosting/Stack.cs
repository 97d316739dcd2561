using System.Runtime.CompilerServices;
using Aspire.Hosting;
using Aspire.Hosting.Lifecycle;
using Microsoft.Extensions.DependencyInjection;
using Observability.Hosting.Backends;
using Observability.Hosting.Lint;
using Observability.Hosting.Model;
using Observability.Hosting.State;
using Observability.Hosting.Validation;

namespace Observability.Hosting;

/// <summary>
/// What all systems of one AppHost share: the options, the state folder and the choice of backends. It is made with
/// the first system that is added.
/// </summary>
internal sealed class Stack : IDisposable
{
    private static readonly ConditionalWeakTable<IServiceCollection, Stack> s_stacks = [];

    private readonly DockerEngine _engine = new();
    private readonly Lazy<PortBook>? _ports;
    private readonly AsyncLocal<Cluster?> _cluster = new();

    private Stack(IDistributedApplicationBuilder builder)
    {
        Options = StackOptions.Read(builder.Configuration);
        State = new StateFolder(
            Path.GetFullPath(Options.StateFolder ?? Path.Combine(builder.AppHostDirectory, ".observability")), Options.Persist);
        Tools = new ToolRunner();
        var isRoot = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;
        var natives = new NativeServers(
            Tools, new VersionCache(State.Cache), Environment.GetEnvironmentVariable("PATH"), isRoot);
        Backends = new BackendSelector(Options, _engine, natives);
        _ports = Options.Persist ? new Lazy<PortBook>(() => PortBook.Open(State.Root)) : null;
    }

    /// <summary>The configuration section <c>Stack</c>.</summary>
    public StackOptions Options { get; }

    /// <summary>Where this run keeps files.</summary>
    public StateFolder State { get; }

    /// <summary>Chooses what stands behind a server.</summary>
    public BackendSelector Backends { get; }

    /// <summary>Runs external tools.</summary>
    public IToolRunner Tools { get; }

    /// <summary>
    /// The cluster that is being published for; unless a target says so, one about which nothing is known. Each flow of a publish
    /// sets its own.
    /// </summary>
    public Cluster Cluster
    {
        get => _cluster.Value ??= Options.CreateCluster();
        set => _cluster.Value = value;
    }

    /// <summary>The stack of an AppHost, made and registered at the first call.</summary>
    public static Stack For(IDistributedApplicationBuilder builder)
    {
        // Keyed by the services: a testing builder wraps the builder that a resource names as its own, the services are one.
        if (s_stacks.TryGetValue(builder.Services, out var known))
        {
            return known;
        }

        var stack = new Stack(builder);
        s_stacks.Add(builder.Services, stack);
        // By factory, so that the container disposes of it with the host: the state folder goes after the last process.
        builder.Services.AddSingleton(_ => stack);
        builder.Services.AddSingleton(stack.Options);
        builder.Services.AddSingleton(stack.State);
        builder.Services.AddSingleton(stack.Tools);
        builder.Services.AddSingleton<IStackCheck, ConfigurationCheck>();
        builder.Services.AddSingleton<ContentQueries>();
        builder.Services.AddSingleton<IStackCheck, PromQLCheck>();
        builder.Services.AddSingleton<IStackCheck, LogQLCheck>();
        builder.Services.AddSingleton<IStackCheck, FluxCheck>();
        builder.Services.AddSingleton<IStackCheck, IndicesCheck>();
        builder.Services.AddSingleton<IStackCheck, SecretsCheck>();
        builder.Services.AddSingleton<IStackCheck, PortsCheck>();
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddSingleton<IStackCheck, StateFolderCheck>();
            builder.Services.AddEventingSubscriber<NotStartedResources>();
            builder.Services.AddEventingSubscriber<BackendDisplay>();
            builder.Services.AddEventingSubscriber<ExternalServers>();
            builder.Services.AddEventingSubscriber<ResourceLogFiles>();
        }

        builder.Services.AddEventingSubscriber<StackValidation>();
        return stack;
    }

    /// <summary>The port to ask for: a remembered one in a persistent run, null (any free one) otherwise.</summary>
    public int? ChoosePort(string resource, string endpoint, int wellKnownPort) =>
        _ports?.Value.GetOrChoose($"{resource}.{endpoint}", wellKnownPort);

    /// <summary>Takes the state folder for this run.</summary>
    public void OpenState()
    {
        State.Open();
        if (_ports is { IsValueCreated: true })
        {
            _ports.Value.Save();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _engine.Dispose();
        State.Dispose();
    }
}
