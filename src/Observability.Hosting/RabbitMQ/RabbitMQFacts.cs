using System.Text.RegularExpressions;
using Observability.Hosting.Model;

namespace Observability.Hosting.RabbitMQ;

/// <summary>What the vendor says about RabbitMQ, each with the page it comes from.</summary>
public static partial class RabbitMQFacts
{
    /// <summary>Port of AMQP 0-9-1 and 1.0 (https://www.rabbitmq.com/docs/networking#ports).</summary>
    public const int AmqpPort = 5672;

    /// <summary>Port of the management pages and their API (same page).</summary>
    public const int ManagementPort = 15672;

    /// <summary>Port of the metrics (same page).</summary>
    public const int MetricsPort = 15692;

    /// <summary>Port on which the nodes of a cluster reach each other (same page); a process of this library does not listen on it.</summary>
    public const int DistributionPort = 25672;

    /// <summary>Name of the endpoint for <see cref="AmqpPort"/>; also its scheme.</summary>
    public const string AmqpEndpoint = "amqp";

    /// <summary>Name of the endpoint for <see cref="ManagementPort"/>, which people open.</summary>
    public const string ManagementEndpoint = "management";

    /// <summary>Name of the endpoint for <see cref="MetricsPort"/>.</summary>
    public const string MetricsEndpoint = "prometheus";

    /// <summary>Configuration file in the image (https://www.rabbitmq.com/docs/configure#config-location).</summary>
    public const string ConfigPath = "/etc/rabbitmq/rabbitmq.conf";

    /// <summary>Plugins that are on (https://www.rabbitmq.com/docs/plugins#enabled-plugins-file).</summary>
    public const string EnabledPluginsPath = "/etc/rabbitmq/enabled_plugins";

    /// <summary>
    /// Users, exchanges and queues, which RabbitMQ imports before it listens (https://www.rabbitmq.com/docs/definitions). In a
    /// folder of its own: it is the one file that is a Secret in a cluster.
    /// </summary>
    public const string DefinitionsPath = "/etc/rabbitmq-definitions/definitions.json";

    /// <summary>Messages, queues and the node's state in the image (https://hub.docker.com/_/rabbitmq).</summary>
    public const string DataFolder = "/var/lib/rabbitmq";

    /// <summary>Log folder in the image; the log itself goes to the console.</summary>
    public const string LogFolder = "/var/log/rabbitmq";

    /// <summary>
    /// Name of the node. The data belongs to it, so it must not change with the host's name
    /// (https://www.rabbitmq.com/docs/cli#node-names).
    /// </summary>
    public const string NodeName = "rabbit@localhost";

    /// <summary>Exchange that producers publish to unless said otherwise.</summary>
    public const string DefaultExchange = "telemetry";

    /// <summary>The user who may do everything.</summary>
    public const string AdminUser = "admin";

    /// <summary>The virtual host, the one that every RabbitMQ has.</summary>
    public const string VirtualHost = "/";

    /// <summary>
    /// Longest time in milliseconds for which a consumer may hold a message
    /// (https://www.rabbitmq.com/docs/consumers#acknowledgement-timeout). Default: half an hour.
    /// </summary>
    public const int LongestConsumerTimeout = int.MaxValue;

    /// <summary>
    /// First version whose queues are quorum queues here. They keep count of deliveries, which a message that nobody can digest
    /// needs (https://www.rabbitmq.com/docs/quorum-queues#poison-message-handling); in 3.10 they have no limit yet and only start
    /// more slowly.
    /// </summary>
    internal static readonly Version QuorumQueues = new(4, 0);

    /// <summary>
    /// The system's facts. Debian's <c>/usr/sbin/rabbitmq-server</c> changes to a user and to folders of its own; the start script
    /// that it calls does not.
    /// </summary>
    public static ServerFacts Server { get; } = new(
        new ServerImage("docker.io", "library/rabbitmq", "4.3.5-management"),
        new Version(4, 3, 5),
        new NativeServer(
            ["/usr/lib/rabbitmq/bin/rabbitmq-server", "rabbitmq-server"],
            [],
            VersionPattern(),
            new Version(3, 10),
            "Install it (Debian: apt-get install rabbitmq-server; macOS: brew install rabbitmq) or start a container engine.",
            VersionInPath: true),
        UserId: 999,
        GroupId: 999);

    // /usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8/sbin/rabbitmq-server, as in the vendor's own archive;
    // Homebrew: /opt/homebrew/Cellar/rabbitmq/4.3.5_1/sbin/rabbitmq-server
    [GeneratedRegex(@"/rabbitmq(_server-|/)(?<version>\d+\.\d+\.\d+)(_\d+)?/sbin/rabbitmq-server$")]
    private static partial Regex VersionPattern();
}
