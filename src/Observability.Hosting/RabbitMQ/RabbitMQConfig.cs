namespace Observability.Hosting.RabbitMQ;

/// <summary>What stands in <c>rabbitmq.conf</c>.</summary>
/// <param name="ListenHost">Address to listen on, or null for all of them.</param>
/// <param name="AmqpPort">Port of AMQP.</param>
/// <param name="ManagementPort">Port of the management pages.</param>
/// <param name="MetricsPort">Port of the metrics.</param>
/// <param name="DefinitionsPath">File to import before listening.</param>
internal sealed record RabbitMQConfig(
    string? ListenHost, string AmqpPort, string ManagementPort, string MetricsPort, string DefinitionsPath);
