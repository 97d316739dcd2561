using System.Threading.Channels;
using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Model;
using Observability.StandIns.Consumer.Routing;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Observability.StandIns.Consumer.Inputs;

/// <summary>
/// One connection's worth of messages. A message is acknowledged once every output that got a part of it has written it, and
/// rejected, without coming back, where it cannot be read or a store refuses it for good: the broker then puts it where the queue's
/// dead letters go. Outcomes are told in the order of the messages, many with one word.
/// </summary>
internal sealed partial class AmqpSession(
    AmqpSettings settings, MetricMaker maker, PluginStatistics statistics, Router router, TimeProvider clock, ILogger logger)
    : IMessageSource, IAsyncDisposable
{
    private readonly Channel<Message> _settled = Channel.CreateUnbounded<Message>(new UnboundedChannelOptions { SingleReader = true });
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _room = new(settings.MaxUndeliveredMessages, settings.MaxUndeliveredMessages);
    private readonly Queue<Message> _open = new();
    private readonly Lock _lock = new();
    private IChannel? _channel;
    private string? _consumerTag;
    private volatile bool _isStopping;

    /// <inheritdoc />
    public bool IsClosed => _closed.Task.IsCompleted;

    /// <summary>Why the connection has ended, or null.</summary>
    public string? CloseReason { get; private set; }

    /// <inheritdoc />
    public void OnSettled(Message message) => _settled.Writer.TryWrite(message);

    /// <summary>Declares what the settings say and begins to read.</summary>
    public async Task StartAsync(IConnection connection, CancellationToken cancellationToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
        _channel = channel;
        connection.ConnectionShutdownAsync += OnShutdownAsync;
        channel.ChannelShutdownAsync += OnShutdownAsync;
        await DeclareAsync(channel, cancellationToken);
        await channel.BasicQosAsync(prefetchSize: 0, (ushort)settings.PrefetchCount, global: false, cancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += OnReceivedAsync;

        // The client tells so of a cancellation that it was asked for as well; what is being written then still has its outcome to tell.
        consumer.UnregisteredAsync += (_, _) => _isStopping ? Task.CompletedTask : Close("the broker has cancelled the consumer");
        _consumerTag = await channel.BasicConsumeAsync(settings.Queue.Name, autoAck: false, consumer, cancellationToken);
    }

    /// <summary>Tells outcomes until the connection ends, or it is told to stop and all outcomes that there will be are told.</summary>
    public async Task RunAsync(Task drained, CancellationToken stopping)
    {
        var telling = TellAsync();
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (stopping.Register(stop.SetResult))
        {
            await Task.WhenAny(_closed.Task, stop.Task);
        }

        if (!IsClosed)
        {
            await StopReadingAsync();
            await Task.WhenAny(_closed.Task, drained);
        }

        _settled.Writer.TryComplete();
        await telling;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Close("closed");
        if (_channel is { } channel)
        {
            await channel.DisposeAsync();
        }

        _closing.Dispose();
        _room.Dispose();
    }

    private async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        if (settings.Exchange is { } exchange)
        {
            await (exchange.IsPassive
                ? channel.ExchangeDeclarePassiveAsync(exchange.Name, cancellationToken)
                : channel.ExchangeDeclareAsync(
                    exchange.Name,
                    exchange.Type,
                    exchange.IsDurable,
                    autoDelete: false,
                    Table(exchange.Arguments),
                    cancellationToken: cancellationToken));
        }

        var queue = settings.Queue;
        await (queue.IsPassive
            ? channel.QueueDeclarePassiveAsync(queue.Name, cancellationToken)
            : channel.QueueDeclareAsync(
                queue.Name,
                queue.IsDurable,
                exclusive: false,
                autoDelete: false,
                Table(queue.Arguments),
                cancellationToken: cancellationToken));
        if (settings.BindingKey is { } key)
        {
            await channel.QueueBindAsync(queue.Name, settings.Exchange?.Name ?? string.Empty, key, cancellationToken: cancellationToken);
        }
    }

    private static Dictionary<string, object?> Table(IReadOnlyList<KeyValuePair<string, string>> arguments) =>
        arguments.ToDictionary(argument => argument.Key, argument => (object?)argument.Value, StringComparer.Ordinal);

    private async Task StopReadingAsync()
    {
        _isStopping = true;
        try
        {
            await _channel!.BasicCancelAsync(_consumerTag!);
        }
        catch (Exception error) when (IsOfTheConnection(error))
        {
            await Close(error.Message);
        }
    }

    private async Task OnReceivedAsync(object sender, BasicDeliverEventArgs delivery)
    {
        try
        {
            await _room.WaitAsync(_closing.Token);
            var message = new Message(this, delivery.DeliveryTag);
            lock (_lock)
            {
                _open.Enqueue(message);
            }

            // The body is the client's: it is read before anything is waited for.
            var metrics = LineProtocolReader.Read(delivery.Body.Span, clock.Nanoseconds(), out var mistake);
            if (mistake is not null)
            {
                statistics.Add("errors");
                LogUnreadable(settings.Queue.Name, mistake);
            }

            await router.RouteAsync([.. metrics.Select(maker.Make).OfType<Metric>()], message, _closing.Token);
            message.Settle(isAccepted: mistake is null);
        }
        catch (Exception error) when (error is OperationCanceledException or ObjectDisposedException)
        {
            // The connection is gone: the broker will hand it out anew.
        }
    }

    private async Task TellAsync()
    {
        await foreach (var _ in _settled.Reader.ReadAllAsync())
        {
            // Whatever else has come meanwhile is told with it.
            while (_settled.Reader.TryRead(out var _))
            {
            }

            try
            {
                await TellSettledAsync();
            }
            catch (Exception error) when (IsOfTheConnection(error))
            {
                await Close(error.Message);
                return;
            }
        }
    }

    private async Task TellSettledAsync()
    {
        ulong? acknowledged = null;
        while (DequeueSettled() is { } message)
        {
            _room.Release();
            if (!message.IsRefused)
            {
                acknowledged = message.Tag;
                continue;
            }

            await AcknowledgeAsync(acknowledged);
            acknowledged = null;
            await _channel!.BasicRejectAsync(message.Tag, requeue: false);
        }

        await AcknowledgeAsync(acknowledged);
    }

    private ValueTask AcknowledgeAsync(ulong? upTo) =>
        upTo is { } tag ? _channel!.BasicAckAsync(tag, multiple: true) : ValueTask.CompletedTask;

    private Message? DequeueSettled()
    {
        lock (_lock)
        {
            return _open.TryPeek(out var message) && message.IsSettled ? _open.Dequeue() : null;
        }
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason) => Close(reason.ReplyText);

    private async Task Close(string reason)
    {
        if (_closed.TrySetResult())
        {
            CloseReason = reason;
            _settled.Writer.TryComplete();
            await _closing.CancelAsync();
        }
    }

    private static bool IsOfTheConnection(Exception error) =>
        error is RabbitMQClientException or IOException or ObjectDisposedException or TimeoutException or OperationCanceledException;

    [LoggerMessage(
        4,
        LogLevel.Error,
        "[inputs.amqp_consumer] Queue '{Queue}': a message that is no line protocol goes to the dead letters: {Mistake}")]
    private partial void LogUnreadable(string queue, string mistake);
}
