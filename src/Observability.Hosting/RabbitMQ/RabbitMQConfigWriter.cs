using System.Buffers;
using System.Globalization;
using System.Text;

namespace Observability.Hosting.RabbitMQ;

/// <summary>
/// Writes <c>rabbitmq.conf</c> (https://www.rabbitmq.com/docs/configure#config-file). Every key of it is known to 3.10 and to
/// 4.3.
/// </summary>
internal static class RabbitMQConfigWriter
{
    /// <summary>The plugins of <c>enabled_plugins</c>, as an Erlang term.</summary>
    public const string EnabledPlugins = "[rabbitmq_management,rabbitmq_prometheus].\n";

    // The format of 3.10 has no quotes: a value ends at the line's end or where a comment begins, and is trimmed.
    private static readonly SearchValues<char> s_impossible = SearchValues.Create("#\r\n\\'\"");

    /// <summary>Writes the file.</summary>
    /// <exception cref="ArgumentException">A value has a character that the format cannot hold.</exception>
    public static string Write(RabbitMQConfig config)
    {
        var text = new StringBuilder();
        if (config.ListenHost is null)
        {
            Add(text, "listeners.tcp.default", config.AmqpPort);
        }
        else
        {
            Add(text, "listeners.tcp.1", $"{config.ListenHost}:{config.AmqpPort}");
        }

        foreach (var (plugin, port) in new[] { ("management", config.ManagementPort), ("prometheus", config.MetricsPort) })
        {
            if (config.ListenHost is not null)
            {
                Add(text, $"{plugin}.tcp.ip", config.ListenHost);
            }

            Add(text, $"{plugin}.tcp.port", port);
        }

        // A handful of queues: which of them fills up is the question, and the sum does not tell.
        Add(text, "prometheus.return_per_object_metrics", "true");
        Add(text, "load_definitions", config.DefinitionsPath);

        // A consumer holds messages as long as its store is down. By default its channel is closed after half an hour, and a
        // client that only watches its connection never reads again.
        Add(text, "consumer_timeout", RabbitMQFacts.LongestConsumerTimeout.ToString(CultureInfo.InvariantCulture));
        Add(text, "log.console", "true");
        Add(text, "log.console.level", "info");
        Add(text, "log.file", "false");
        return text.ToString();
    }

    private static void Add(StringBuilder text, string key, string value)
    {
        if (value.AsSpan().ContainsAny(s_impossible) || value.Trim() != value || value.Length == 0)
        {
            throw new ArgumentException($"rabbitmq.conf: {key}: '{value}' has a character that the format cannot hold.", nameof(value));
        }

        text.Append(key).Append(" = ").Append(value).Append('\n');
    }
}
