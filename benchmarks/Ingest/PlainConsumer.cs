using System.Diagnostics;
using System.Globalization;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Ingest;

/// <summary>
/// What the stand-in is compared with: a program that takes a queue's messages, a thousand at a time, acknowledges them, many with
/// one word, and does nothing else. It prints how long it took from the first to the last.
/// </summary>
internal static class PlainConsumer
{
    // Half of what the broker hands out, so that it never waits for the rest.
    private const int Together = 500;

    /// <summary>Runs until it has had so many messages and is told to stop.</summary>
    public static async Task RunAsync(string url, string queue, int messages)
    {
        var factory = new ConnectionFactory { Uri = new Uri(url), AutomaticRecoveryEnabled = false };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, 1000, global: false);
        var clock = new Stopwatch();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            clock.Start();
            if (++count % Together == 0 || count == messages)
            {
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: true);
            }

            if (count == messages)
            {
                clock.Stop();
                done.SetResult();
            }
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
        await done.Task;
        Console.WriteLine(clock.Elapsed.TotalSeconds.ToString(CultureInfo.InvariantCulture));

        // Its memory is read while it waits for the signal.
        await Task.Delay(Timeout.Infinite);
    }
}
