using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.RabbitMQ;

/// <summary>What the verbs have said about one RabbitMQ.</summary>
/// <param name="adminPassword">Password of the administrator.</param>
internal sealed class RabbitMQSettings(SecretReference adminPassword) : IResourceAnnotation
{
    /// <summary>Password of the administrator.</summary>
    public SecretReference AdminPassword { get; } = adminPassword;

    /// <summary>Topic exchange that producers publish to.</summary>
    public string Exchange { get; set; } = RabbitMQFacts.DefaultExchange;

    /// <summary>The queues, in the order of the verbs.</summary>
    public List<MessageQueue> Queues { get; } = [];

    /// <summary>Who publishes, in the order of the verbs.</summary>
    public List<RabbitMQPublisher> Publishers { get; } = [];
}
