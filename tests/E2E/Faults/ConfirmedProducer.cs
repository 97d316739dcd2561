using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using RabbitMQ.Client;

namespace Observability.E2E.Faults;

/// <summary>
/// A producer as one should be: durable queue, persistent messages, and only what the broker has confirmed counts as sent. It goes on
/// through the broker's absence, and remembers what was confirmed and what was only tried.
/// </summary>
/// <param name="connect">Makes a connection; fails where there is no broker.</param>
/// <param name="routingKey">Where the messages go.</param>
/// <param name="name">Begins the text of each message.</param>
internal sealed class ConfirmedProducer(Func<CancellationToken, Task<IConnection>> connect, string routingKey, string name)
{
    private const string Exchange = "telemetry";

    // A confirmation that has not come by then will not come; the message may have been taken all the same.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, bool> _messages = new();
    private int _confirmed;
    private int _number;

    /// <summary>Number of messages that the broker has confirmed.</summary>
    public int ConfirmedCount => Volatile.Read(ref _confirmed);

    /// <summary>Messages that the broker has confirmed.</summary>
    public IEnumerable<string> Confirmed => _messages.Where(message => message.Value).Select(message => message.Key);

    /// <summary>Every message of which a try was made; those that were not confirmed may have arrived or not.</summary>
    public IEnumerable<string> Tried => _messages.Keys;

    /// <summary>Sends one message after the other until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await using var connection = await connect(cancellationToken);
                await using var channel = await connection.CreateChannelAsync(
                    new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
                while (!cancellationToken.IsCancellationRequested)
                {
                    await SendAsync(channel);
                }
            }
            catch (Exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The broker is away, in one of the client's many ways to say so: again, with a message of its own.
                await Task.Delay(s_pause, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                // Done.
            }
        }
    }

    private async Task SendAsync(IChannel channel)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"{name}-{_number++}");
        _messages[message] = false;
        await channel.BasicPublishAsync(
            Exchange, routingKey, mandatory: true, new BasicProperties { Persistent = true }, Encoding.UTF8.GetBytes(message)).AsTask().WaitAsync(s_patience);
        _messages[message] = true;
        Interlocked.Increment(ref _confirmed);
    }
}
