using Observability.Hosting.Model;

namespace Observability.Hosting.RabbitMQ;

/// <summary>A RabbitMQ, whatever stands behind it.</summary>
public interface IRabbitMQ : IMessageBroker
{
}
