using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.RabbitMQ;

/// <summary>RabbitMQ as a container.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class RabbitMQContainer(string name) : ContainerResource(name), IRabbitMQ;
