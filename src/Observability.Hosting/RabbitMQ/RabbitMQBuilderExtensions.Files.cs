using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.RabbitMQ;

namespace Aspire.Hosting;

/// <summary>What RabbitMQ is started with.</summary>
public static partial class RabbitMQBuilderExtensions
{
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
        yield return new("RABBITMQ_CONFIG_FILES", context.MapPath("/etc/rabbitmq/conf.d"));
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
    // At its end 3.10 waits five seconds for the statistics of the management pages, long after the last message is on disk: two
    // are enough for the rest.
    // https://www.erlang.org/doc/apps/kernel/kernel_app.html, https://www.erlang.org/doc/apps/erts/erl_cmd.html#emulator-flags
    private static string ErlangArguments => string.Create(
        CultureInfo.InvariantCulture,
        $"-sname {RabbitMQFacts.NodeName} -dist_listen false -start_epmd false -erl_epmd_port {RabbitMQFacts.DistributionPort} -shutdown_time 2000");

    private static async Task<string> WriteConfigAsync(
        IResourceBuilder<IRabbitMQ> rabbit, ServerContext context, CancellationToken cancellationToken)
    {
        Task<string> PortOf(string endpoint) => context.GetListenPortAsync(rabbit.GetEndpoint(endpoint), cancellationToken);
        return RabbitMQConfigWriter.Write(new RabbitMQConfig(
            context.IsProcess ? context.ListenHost : null,
            await PortOf(RabbitMQFacts.AmqpEndpoint).ConfigureAwait(false),
            await PortOf(RabbitMQFacts.ManagementEndpoint).ConfigureAwait(false),
            await PortOf(RabbitMQFacts.MetricsEndpoint).ConfigureAwait(false),
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
}
