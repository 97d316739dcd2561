namespace Observability.Hosting.RabbitMQ;

/// <summary>A queue of the definitions.</summary>
/// <param name="Name">Name of the queue.</param>
/// <param name="BindingKey">Routing keys that reach it.</param>
internal sealed record RabbitMQQueue(string Name, string BindingKey);
