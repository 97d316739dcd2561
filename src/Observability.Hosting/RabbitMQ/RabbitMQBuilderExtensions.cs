using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.RabbitMQ;

namespace Aspire.Hosting;

/// <summary>Adds RabbitMQ to an AppHost.</summary>
public static partial class RabbitMQBuilderExtensions
{
    /// <summary>
    /// Adds a RabbitMQ of one node with the topic exchange <c>telemetry</c>, its management pages (user <c>admin</c>, with a generated
    /// password) and its metrics. Users, exchanges and queues are those of the graph, imported before it listens.
    /// </summary>
    /// <remarks>
    /// As a process it is a node that nobody can connect to as a node: it needs no epmd, and what it listens on is the three
    /// ports alone. <c>rabbitmqctl</c> therefore does not reach it; the management API does.
    /// </remarks>
    /// <param name="builder">The AppHost.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="port">
    /// Port of the management pages on this machine; null (default) takes any free one, or in a persistent run 15672 where that
    /// is free.
    /// </param>
    public static IResourceBuilder<IRabbitMQ> AddRabbitMQ(this IDistributedApplicationBuilder builder, string name, int? port = null)
    {
        var rabbit = builder.AddServer<IRabbitMQ>(
                name,
                RabbitMQFacts.Server,
                resourceName => new RabbitMQContainer(resourceName),
                (resourceName, command, folder) => new RabbitMQProcess(resourceName, command, folder))
            .WithAnnotation(new MetricsAnnotation(EndpointName: RabbitMQFacts.PrometheusEndpoint))
            .WithOwnPort(RabbitMQFacts.ManagementPort, port, RabbitMQFacts.ManagementEndpoint)
            .WithOwnPort(RabbitMQFacts.AmqpPort, port: null, RabbitMQFacts.AmqpEndpoint, scheme: "amqp")
            .WithOwnPort(RabbitMQFacts.PrometheusPort, port: null, RabbitMQFacts.PrometheusEndpoint)
            .WithProbes(Probe.Tcp(RabbitMQFacts.AmqpEndpoint), Probe.Tcp(RabbitMQFacts.AmqpEndpoint))
            .WithDataFolder(RabbitMQFacts.DataFolder)
            .WithIconName("MailInbox");
        var settings = new RabbitMQSettings(builder.AddSecret(rabbit.Resource, "admin-password"));
        return rabbit
            .WithAnnotation(settings)
            .WithConfigFile(new ConfigFile(
                RabbitMQFacts.ConfigPath,
                (context, cancellationToken) => WriteConfigAsync(rabbit, context, cancellationToken)))
            .WithConfigFile(ConfigFile.FromText(RabbitMQFacts.EnabledPluginsPath, RabbitMQConfigWriter.EnabledPlugins))
            .WithConfigFile(new ConfigFile(
                RabbitMQFacts.DefinitionsPath,
                (context, cancellationToken) => WriteDefinitionsAsync(settings, context, cancellationToken),
                Sensitive: true))
            .WithServerEnvironment((context, environment, _) =>
            {
                foreach (var (variable, value) in WriteEnvironment(context))
                {
                    environment[variable] = value;
                }

                return Task.CompletedTask;
            });
    }

    /// <summary>
    /// Names the topic exchange that producers publish to. Say it before the queues, which are bound to it. Default:
    /// <c>telemetry</c>.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// The name does not begin with a letter, or has a character other than ASCII letters, digits, dots, hyphens and underscores, or
    /// begins with <c>amq.</c>, which RabbitMQ keeps for itself.
    /// </exception>
    /// <exception cref="InvalidOperationException">There are queues already.</exception>
    public static IResourceBuilder<IRabbitMQ> WithExchange(this IResourceBuilder<IRabbitMQ> builder, string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        RabbitMQNames.ThrowIfNoExchange(name, nameof(name));
        var settings = GetSettings(builder.Resource);
        if (settings.Queues.Count > 0)
        {
            throw new InvalidOperationException(
                $"{builder.Resource.Name}: queue '{settings.Queues[0].Name}' is bound to exchange '{settings.Exchange}' already. Call WithExchange before AddQueue.");
        }

        settings.Exchange = name;
        return builder;
    }

    /// <summary>The settings of the verbs.</summary>
    internal static RabbitMQSettings GetSettings(IRabbitMQ rabbit) => rabbit.GetRequired<RabbitMQSettings>();

    /// <summary>The environment of the start script (https://www.rabbitmq.com/docs/configure#supported-environment-variables).</summary>
    internal static IEnumerable<KeyValuePair<string, string>> WriteEnvironment(ServerContext context)
    {
        yield return new("RABBITMQ_NODENAME", RabbitMQFacts.NodeName);
        if (!context.IsProcess)
        {
            yield break;
        }

        yield return new("RABBITMQ_CONFIG_FILE", context.MapPath(RabbitMQFacts.ConfigPath));
        yield return new("RABBITMQ_ENABLED_PLUGINS_FILE", context.MapPath(RabbitMQFacts.EnabledPluginsPath));
        yield return new("RABBITMQ_MNESIA_BASE", context.MapPath($"{RabbitMQFacts.DataFolder}/mnesia"));
        yield return new("RABBITMQ_LOG_BASE", context.MapPath(RabbitMQFacts.LogFolder));
        yield return new("RABBITMQ_LOGS", "-");

        // What the machine's administrator has set for a RabbitMQ of the machine's own is not for this one.
        yield return new("RABBITMQ_CONF_ENV_FILE", context.MapPath("/etc/rabbitmq/rabbitmq-env.conf"));
        yield return new("RABBITMQ_ADVANCED_CONFIG_FILE", context.MapPath("/etc/rabbitmq/advanced.config"));

        // Erlang makes its cookie there, in a folder that it does not make.
        yield return new("HOME", Path.GetDirectoryName(context.MapPath(RabbitMQFacts.ConfigPath))!);
        yield return new("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", ErlangArguments);

        // Erlang takes the place of the start script instead of being its child, and the signals of whoever ends it reach it.
        yield return new("RUNNING_UNDER_SYSTEMD", "true");
    }

    // A node has a name and, unless told otherwise, listens for other nodes and starts the daemon epmd, which tells them its port,
    // listens on all addresses and outlives it. A node that does not listen needs neither. RabbitMQ starts distribution itself
    // unless it finds it started, by -sname; and it asks epmd for the node's own port, to show it, unless it is given here.
    // At its end 3.10 waits five seconds for the statistics of the management pages, long after the last message is on disk: three
    // are enough for the rest.
    // https://www.erlang.org/doc/apps/kernel/kernel_app.html, https://www.erlang.org/doc/apps/erts/erl_cmd.html#emulator-flags
    private static string ErlangArguments => string.Create(
        CultureInfo.InvariantCulture,
        $"-sname {RabbitMQFacts.NodeName} -dist_listen false -start_epmd false -erl_epmd_port {RabbitMQFacts.DistributionPort} -shutdown_time 3000");

    private static async Task<string> WriteConfigAsync(
        IResourceBuilder<IRabbitMQ> rabbit, ServerContext context, CancellationToken cancellationToken)
    {
        Task<string> PortOf(string endpoint) => context.GetListenPortAsync(rabbit.GetEndpoint(endpoint), cancellationToken);
        return RabbitMQConfigWriter.Write(new RabbitMQConfig(
            context.IsProcess ? context.ListenHost : null,
            await PortOf(RabbitMQFacts.AmqpEndpoint).ConfigureAwait(false),
            await PortOf(RabbitMQFacts.ManagementEndpoint).ConfigureAwait(false),
            await PortOf(RabbitMQFacts.PrometheusEndpoint).ConfigureAwait(false),
            context.MapPath(RabbitMQFacts.DefinitionsPath)));
    }

    private static async Task<string> WriteDefinitionsAsync(
        RabbitMQSettings settings, ServerContext context, CancellationToken cancellationToken)
    {
        async Task<string> HashAsync(string user, SecretReference password) => RabbitMQPassword.Hash(
            user, await password.Parameter.GetValueAsync(cancellationToken).ConfigureAwait(false) ?? string.Empty);

        var users = new List<RabbitMQUser>
        {
            new(RabbitMQFacts.AdminUser, await HashAsync(RabbitMQFacts.AdminUser, settings.AdminPassword).ConfigureAwait(false), IsAdministrator: true),
        };
        foreach (var publisher in settings.Publishers)
        {
            users.Add(new(publisher.User, await HashAsync(publisher.User, publisher.Password).ConfigureAwait(false), Writes: settings.Exchange));
        }

        foreach (var queue in settings.Queues)
        {
            users.Add(new(queue.User, await HashAsync(queue.User, queue.Password).ConfigureAwait(false), Reads: queue.Name));
        }

        var queues = settings.Queues.Select(queue => new RabbitMQQueue(queue.Name, queue.BindingKey)).ToList();
        return RabbitMQDefinitionsWriter.Write(settings.Exchange, users, queues, context.Version);
    }

    /// <summary>
    /// Adds an endpoint on which a process listens itself. A proxy before it would accept a connection while nobody listens
    /// behind it, and who asks by TCP whether it is ready would be told that it is.
    /// </summary>
    private static IResourceBuilder<IRabbitMQ> WithOwnPort(
        this IResourceBuilder<IRabbitMQ> builder, int wellKnownPort, int? port, string name, string scheme = "http")
    {
        builder.WithServerEndpoint(wellKnownPort, port, name, scheme, portInFile: true);
        return builder.Resource is ContainerResource
            ? builder
            : builder.WithEndpoint(name, endpoint =>
            {
                endpoint.IsProxied = false;
                endpoint.TargetPort = endpoint.Port ?? endpoint.TargetPort;
                endpoint.Port = endpoint.TargetPort;
            });
    }
}
