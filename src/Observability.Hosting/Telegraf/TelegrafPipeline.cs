using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;

namespace Observability.Hosting.Telegraf;

/// <summary>A pipeline as the verb has said it.</summary>
/// <param name="Queue">Where the messages come from.</param>
/// <param name="Store">Endpoint of the store.</param>
/// <param name="IndexName">Index of a store of documents, or null for a store of points.</param>
internal sealed record TelegrafPipeline(MessageQueue Queue, EndpointReference Store, string? IndexName)
{
    /// <summary>The queue's name in letters, digits and underscores, with a number behind it where another pipeline has that already.</summary>
    public string Id { get; init; } = IdOf(Queue.Name);

    /// <summary>Environment variable that holds the password of the queue's user.</summary>
    public string QueuePasswordVariable => $"TELEGRAF_{Id.ToUpperInvariant()}_QUEUE_PASSWORD";

    /// <summary>Environment variable that holds the store's token or password.</summary>
    public string StoreSecretVariable => $"TELEGRAF_{Id.ToUpperInvariant()}_STORE_SECRET";

    /// <summary>True while broker and store are in the graph, connected, and can run; else its messages stay in the queue.</summary>
    public bool IsAlive(ITelegraf telegraf) =>
        Connects(telegraf, EdgeKind.Consume, Queue.Broker) && Connects(telegraf, EdgeKind.Push, Store);

    /// <summary>Whether it reads this queue, and not one of the same name at another broker or in another virtual host.</summary>
    public bool Reads(MessageQueue queue) =>
        Queue.Name == queue.Name && Queue.VirtualHost == queue.VirtualHost && ReferenceEquals(Queue.Broker.Resource, queue.Broker.Resource);

    private static bool Connects(ITelegraf telegraf, EdgeKind kind, EndpointReference to) =>
        to.Resource.CanRun() && telegraf.HasEdge(kind, to.Resource);

    private static string IdOf(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToLowerInvariant(character) : '_'));
}
