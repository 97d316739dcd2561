using Observability.StandIns.Shipper.Components;
using Observability.StandIns.Shipper.Configuration;
using Observability.StandIns.Shipper.Push;

namespace Observability.StandIns.Shipper;

/// <summary>
/// Runs the components and saves positions as they move. At the end the files are read no more, what is held is pushed once more, and
/// the positions of what was taken are saved.
/// </summary>
internal sealed class ShipperService(
    ShipperConfiguration configuration,
    ShipperMetrics metrics,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<ShipperService> logger) : BackgroundService
{
    private static readonly TimeSpan s_savePeriod = TimeSpan.FromSeconds(1);

    // As long as a stop may take before somebody loses patience.
    private static readonly TimeSpan s_longestFlush = TimeSpan.FromSeconds(4);

    private readonly List<FileSource> _sources = [.. configuration.Components.Values.OfType<FileSource>()];
    private readonly List<WriteReceiver> _writers = [.. configuration.Components.Values.OfType<WriteReceiver>()];

    /// <summary>Components that cannot do their work, each with the reason.</summary>
    public IEnumerable<string> Problems => configuration.Components
        .Where(component => component.Value is WriteReceiver { Problem: not null })
        .Select(component => $"{component.Key}: {((WriteReceiver)component.Value).Problem}");

    /// <inheritdoc />
    public override void Dispose()
    {
        _writers.ForEach(writer => writer.Dispose());
        base.Dispose();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var aborting = new CancellationTokenSource();
        using var drained = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() => aborting.CancelAfter(s_longestFlush));
        List<Task> reading = [.. _sources.Select(source => source.RunAsync(stoppingToken, aborting.Token))];
        List<Task> processing = [.. configuration.Components.Values.OfType<ProcessReceiver>()
            .Select(process => process.RunAsync(stoppingToken, aborting.Token))];
        List<Task> pushing = [.. _writers.Select(writer => writer.RunAsync(drained.Token, aborting.Token))];
        var watching = PartsWatch.RunAsync([.. reading, .. processing, .. pushing], lifetime, logger);
        while (!stoppingToken.IsCancellationRequested)
        {
            Save();
            await Task.Delay(s_savePeriod, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // From the front to the back: what is read is processed, what is processed is pushed; also where one of them has failed.
        await Task.WhenAll(reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(processing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await drained.CancelAsync();
        await watching;
        Save();
    }

    private void Save()
    {
        _sources.ForEach(source => source.Save());
        var unhealthy = Problems.Count();
        metrics.SetRunning(configuration.Components.Count - unhealthy, unhealthy);
    }
}
