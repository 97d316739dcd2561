using Observability.StandIns.Points.Api;

namespace Observability.StandIns.Points;

/// <summary>What is done every now and then: points go from the log into blocks, and those that are too old go.</summary>
/// <param name="services">What it works on.</param>
/// <param name="logger">Told what fails.</param>
internal sealed class PointsUpkeep(PointsServices services, ILogger<PointsUpkeep> logger) : BackgroundService
{
    private const int FlushesBetweenRetention = 6;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(10);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(s_pause, services.Clock);
            for (var round = 0; await timer.WaitForNextTickAsync(stoppingToken); round++)
            {
                await RunOnceAsync(round, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A host whose start fails logs what its services throw at its end.
        }
    }

    private async Task RunOnceAsync(int round, CancellationToken stoppingToken)
    {
        try
        {
            await services.Store.FlushAsync(stoppingToken);
            if (round % FlushesBetweenRetention == 0)
            {
                await EnforceRetentionAsync(services, stoppingToken);
            }

            services.Metrics.SetDiskSizes(await services.Store.ReadSizesAsync(stoppingToken));
        }
        catch (Storage.PointStoreException error)
        {
            logger.LogError("Points stay in the log, because they cannot be put into blocks: {Reason}", error.Message);
        }
    }

    /// <summary>Deletes the points that their buckets keep no longer.</summary>
    public static async Task EnforceRetentionAsync(PointsServices services, CancellationToken cancellationToken)
    {
        foreach (var bucket in services.Metadata.Buckets.All.Where(bucket =>
            bucket.RetentionSeconds > 0 && services.Store.Bucket(bucket.Id).SeriesCount > 0))
        {
            await services.Store.DropBeforeAsync(bucket.Id, bucket.OldestTime(services.Now), cancellationToken);
        }
    }
}
