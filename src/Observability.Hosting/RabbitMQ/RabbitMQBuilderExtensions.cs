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
            .WithAnnotation(new MetricsAnnotation(EndpointName: RabbitMQFacts.MetricsEndpoint, Series: "rabbitmq"))
            .WithOwnPort(RabbitMQFacts.ManagementPort, port, RabbitMQFacts.ManagementEndpoint)
            .WithOwnPort(RabbitMQFacts.AmqpPort, port: null, RabbitMQFacts.AmqpEndpoint, scheme: "amqp")
            .WithOwnPort(RabbitMQFacts.MetricsPort, port: null, RabbitMQFacts.MetricsEndpoint)
            .WithProbes(Probe.Tcp(RabbitMQFacts.AmqpEndpoint), Probe.Tcp(RabbitMQFacts.AmqpEndpoint))
            .WithDataFolder(RabbitMQFacts.DataFolder)
            .WithAnnotation(RabbitMQKubernetes.Workload)
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
