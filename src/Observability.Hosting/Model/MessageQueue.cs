using Aspire.Hosting.ApplicationModel;

namespace Observability.Hosting.Model;

/// <summary>A durable queue of a broker, bound to an exchange, and who may read it.</summary>
/// <param name="Broker">AMQP endpoint of the broker.</param>
/// <param name="VirtualHost">Virtual host.</param>
/// <param name="Exchange">Exchange that producers publish to.</param>
/// <param name="Name">Name of the queue.</param>
/// <param name="BindingKey">Routing keys that reach it, for example <c>points.#</c>.</param>
/// <param name="User">User that reads it.</param>
/// <param name="Password">The user's password.</param>
public sealed record MessageQueue(
    EndpointReference Broker,
    string VirtualHost,
    string Exchange,
    string Name,
    string BindingKey,
    string User,
    SecretReference Password);
