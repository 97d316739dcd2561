using System.Net.Sockets;
using System.Security.Cryptography;
using Observability.StandIns.Consumer.Configuration;
using Observability.StandIns.Consumer.Routing;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Observability.StandIns.Consumer.Inputs;

/// <summary>
/// The input <c>amqp_consumer</c>: keeps a connection to a broker and reads a queue. A connection that is lost is made anew, after a
/// pause that doubles up to ten seconds.
/// </summary>
internal sealed partial class AmqpConsumer(
    AmqpSettings settings, MetricMaker maker, PluginStatistics statistics, Router router, TimeProvider clock, ILogger<AmqpConsumer> logger)
{
    private static readonly TimeSpan s_firstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(10);

    private bool _wasConnected;

    /// <summary>Reads until it is told to stop.</summary>
    /// <param name="drained">Done when what was taken has been written as far as it will be.</param>
    /// <param name="stopping">Tells to take no more messages.</param>
    /// <exception cref="StandInException">No broker can be reached at the start, and the settings do not say to try again.</exception>
    public async Task RunAsync(Task drained, CancellationToken stopping)
    {
        var pause = s_firstPause;
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await using var connection = await ConnectAsync(stopping);
                await using var session = new AmqpSession(settings, maker, statistics, router, clock, logger);
                await session.StartAsync(connection, stopping);
                _wasConnected = true;
                pause = s_firstPause;
                LogConnected(settings.Queue.Name, connection.Endpoint.ToString());
                await session.RunAsync(drained, stopping);
                if (!stopping.IsCancellationRequested)
                {
                    LogLost(settings.Queue.Name, session.CloseReason ?? "closed");
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
                when (error is RabbitMQClientException or IOException or SocketException or OperationCanceledException or TimeoutException)
            {
                Fail(error);
            }

            await Task.Delay(pause, clock, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
        }
    }

    private void Fail(Exception error)
    {
        var reason = (error as BrokerUnreachableException)?.InnerException?.Message ?? error.Message;
        statistics.Add("errors");
        if (!_wasConnected)
        {
            statistics.Add("startup_errors");
            if (!settings.RetryAtStart)
            {
                const string Remedy = "With startup_error_behavior = \"retry\" it would be tried again.";
                throw new StandInException($"inputs.amqp_consumer: queue '{settings.Queue.Name}': {reason}. {Remedy}");
            }
        }

        LogFailed(settings.Queue.Name, reason);
    }

    // Any of the brokers, so that many consumers do not all go to the first.
    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var brokers = settings.Brokers.ToArray();
        RandomNumberGenerator.Shuffle<Uri>(brokers);
        for (var i = 0; ; i++)
        {
            try
            {
                return await CreateFactory(brokers[i]).CreateConnectionAsync($"consumer {settings.Queue.Name}", cancellationToken);
            }
            catch (BrokerUnreachableException) when (i + 1 < brokers.Length)
            {
                // The next one.
            }
        }
    }

    private ConnectionFactory CreateFactory(Uri broker)
    {
        var factory = new ConnectionFactory
        {
            Uri = broker,
            // It would take up where it was without saying that what was open comes again.
            AutomaticRecoveryEnabled = false,
            RequestedConnectionTimeout = settings.Timeout,
            ContinuationTimeout = settings.Timeout,
            RequestedHeartbeat = TimeSpan.FromSeconds(10),
        };
        if (settings.User is { } user)
        {
            factory.UserName = user;
            factory.Password = settings.Password ?? string.Empty;
        }

        return factory;
    }

    [LoggerMessage(1, LogLevel.Information, "[inputs.amqp_consumer] Reading queue '{Queue}' of {Broker}")]
    private partial void LogConnected(string queue, string broker);

    [LoggerMessage(2, LogLevel.Warning, "[inputs.amqp_consumer] Queue '{Queue}': connection lost: {Reason}; trying to reconnect")]
    private partial void LogLost(string queue, string reason);

    [LoggerMessage(3, LogLevel.Error, "[inputs.amqp_consumer] Queue '{Queue}': {Reason}; retrying")]
    private partial void LogFailed(string queue, string reason);
}
