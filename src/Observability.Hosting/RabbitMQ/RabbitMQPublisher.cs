using Observability.Hosting.Model;

namespace Observability.Hosting.RabbitMQ;

/// <summary>A producer's own user, who may publish to the exchange and do nothing else.</summary>
/// <param name="User">Name of the user.</param>
/// <param name="Password">The user's password.</param>
internal sealed record RabbitMQPublisher(string User, SecretReference Password);
