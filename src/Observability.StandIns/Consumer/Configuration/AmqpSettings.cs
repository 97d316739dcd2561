namespace Observability.StandIns.Consumer.Configuration;

/// <summary>
/// An <c>inputs.amqp_consumer</c> (https://github.com/influxdata/telegraf/blob/master/plugins/inputs/amqp_consumer/README.md).
/// </summary>
/// <param name="Input">What every input can be told.</param>
/// <param name="Brokers">URLs of the brokers; one of them is connected to.</param>
/// <param name="User">User, where it is not in the URL.</param>
/// <param name="Password">The user's password.</param>
/// <param name="Exchange">Exchange to declare, or null.</param>
/// <param name="Queue">Queue to declare and read.</param>
/// <param name="BindingKey">Key by which the queue is bound to the exchange, or null.</param>
/// <param name="PrefetchCount">Messages that the broker hands out before the first is acknowledged.</param>
/// <param name="MaxUndeliveredMessages">Messages that are held at most, whatever the broker hands out.</param>
/// <param name="Timeout">Longest time for a connection to come about.</param>
/// <param name="RetryAtStart">True to go on where no broker answers at the start; else that ends the program.</param>
internal sealed record AmqpSettings(
    InputSettings Input,
    IReadOnlyList<Uri> Brokers,
    string? User,
    string? Password,
    AmqpExchangeSettings? Exchange,
    AmqpQueueSettings Queue,
    string? BindingKey,
    int PrefetchCount,
    int MaxUndeliveredMessages,
    TimeSpan Timeout,
    bool RetryAtStart);
