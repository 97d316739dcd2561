using System.Text;
using RabbitMQ.Client;

namespace Observability.E2E.Faults;

/// <summary>What tests ask of a RabbitMQ that comes and goes.</summary>
internal static class Broker
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Connects as the administrator. The proxy before a server that is away takes connections and is silent, hence the limits.</summary>
    public static Task<IConnection> ConnectAsync(string host, int port, string password, CancellationToken cancellationToken) => new ConnectionFactory
    {
        HostName = host,
        Port = port,
        UserName = "admin",
        Password = password,
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = s_patience,
        HandshakeContinuationTimeout = s_patience,
        ContinuationTimeout = s_patience,
    }.CreateConnectionAsync(cancellationToken);

    /// <summary>Takes all messages of a queue.</summary>
    public static async Task<IReadOnlyList<string>> DrainAsync(IConnection connection, string queue, CancellationToken cancellationToken)
    {
        await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        var messages = new List<string>();
        while (await channel.BasicGetAsync(queue, autoAck: true, cancellationToken) is { } message)
        {
            messages.Add(Encoding.UTF8.GetString(message.Body.Span));
        }

        return messages;
    }
}
