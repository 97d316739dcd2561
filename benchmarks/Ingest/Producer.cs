using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;

namespace Ingest;

/// <summary>Publishes points, one a message, durable, to a queue that it declares.</summary>
internal static class Producer
{
    /// <summary>Fills a queue and returns when the broker has all of it.</summary>
    public static async Task FillAsync(Servers servers, string queue, int messages)
    {
        await using var connection = await servers.ConnectAsync();
        await using var channel = await OpenAsync(connection, queue);
        foreach (var some in Enumerable.Range(1, messages).Chunk(1000))
        {
            await Task.WhenAll(some.Select(number => PublishAsync(channel, queue, number).AsTask()));
        }
    }

    /// <summary>Publishes at a rate and returns when each message was published, by its number from 1, in ticks of the clock.</summary>
    public static async Task<long[]> PaceAsync(Servers servers, string queue, int perSecond, int seconds)
    {
        await using var connection = await servers.ConnectAsync();
        await using var channel = await OpenAsync(connection, queue);
        var times = new long[(perSecond * seconds) + 1];
        var start = Stopwatch.GetTimestamp();
        var number = 0;
        while (number < perSecond * seconds)
        {
            var due = Math.Min(perSecond * seconds, (int)(Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond));
            while (number < due)
            {
                number++;
                times[number] = Stopwatch.GetTimestamp();
                await PublishAsync(channel, queue, number);
            }

            await Task.Delay(1);
        }

        return times;
    }

    private static async Task<IChannel> OpenAsync(IConnection connection, string queue)
    {
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: null));
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        return channel;
    }

    // A hundred series, as many machines would send.
    private static ValueTask PublishAsync(IChannel channel, string queue, int number) => channel.BasicPublishAsync(
        string.Empty,
        queue,
        mandatory: true,
        new BasicProperties { Persistent = true },
        Encoding.UTF8.GetBytes($"m,host=host-{number % 100},region=lon1 v={number}i,usage=0.5 {1_700_000_000_000_000_000 + number}"));
}
