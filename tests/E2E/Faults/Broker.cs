using System.Text;
using RabbitMQ.Client;

namespace Observability.E2E.Faults;

/// <summary>What tests ask of a RabbitMQ that comes and goes.</summary>
internal static class Broker
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    /// <summary>Connects as the administrator. The proxy before a server that is away takes connections and is silent, hence the limits.</summary>
    /// <param name="host">The broker's host.</param>
    /// <param name="port">Its port.</param>
    /// <param name="password">The administrator's password.</param>
    /// <param name="patience">How long each step may take; null for two seconds, for who tries again.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    public static Task<IConnection> ConnectAsync(
        string host, int port, string password, TimeSpan? patience, CancellationToken cancellationToken) => new ConnectionFactory
    {
        HostName = host,
        Port = port,
        UserName = "admin",
        Password = password,
        AutomaticRecoveryEnabled = false,
        RequestedConnectionTimeout = patience ?? s_patience,
        HandshakeContinuationTimeout = patience ?? s_patience,
        ContinuationTimeout = patience ?? s_patience,
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
