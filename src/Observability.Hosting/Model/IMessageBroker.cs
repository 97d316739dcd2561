namespace Observability.Hosting.Model;

/// <summary>A server that speaks AMQP 0-9-1; what its queues are named is in the <see cref="MessageQueue"/>s it hands out.</summary>
public interface IMessageBroker : IServer
{
}
