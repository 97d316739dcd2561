using Observability.StandIns.Consumer.Inputs;
using Observability.StandIns.Consumer.Outputs;

namespace Observability.StandIns.Consumer;

/// <summary>
/// Runs inputs and outputs. At the end the queues are read no more, what is held is written once more, outcomes are told, and what
/// has none goes back to its queue with the connection.
/// </summary>
internal sealed class ConsumerService(
    IReadOnlyList<AmqpConsumer> queues,
    IReadOnlyList<OwnMetrics> own,
    IReadOnlyList<OutputQueue> outputs,
    IHostApplicationLifetime lifetime,
    ILogger<ConsumerService> logger) : BackgroundService
{
    // As long as a stop may take before somebody loses patience.
    private static readonly TimeSpan s_longestFlush = TimeSpan.FromSeconds(4);

    /// <inheritdoc />
    public override void Dispose()
    {
        foreach (var output in outputs)
        {
            output.Dispose();
        }

        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var aborting = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() => aborting.CancelAfter(s_longestFlush));
        List<Task> writers = [.. outputs.Select(output => output.RunAsync(stoppingToken, aborting.Token))];
        var writing = Task.WhenAll(writers);
        Task[] parts = [
            .. writers,
            .. queues.Select(queue => ReadAsync(queue, writing, stoppingToken)),
            .. own.Select(input => input.RunAsync(stoppingToken))];
        await PartsWatch.RunAsync(parts, lifetime, logger);
    }

    private async Task ReadAsync(AmqpConsumer queue, Task drained, CancellationToken stopping)
    {
        try
        {
            await queue.RunAsync(drained, stopping);
        }
        catch (StandInException mistake)
        {
            logger.LogCritical("{Mistake}", mistake.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }
}
