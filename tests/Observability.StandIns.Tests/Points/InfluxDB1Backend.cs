namespace Observability.StandIns.Tests.Points;

/// <summary>Debian's InfluxDB 1.6, whose paths version 2 has kept for older clients.</summary>
public sealed class InfluxDB1Backend : IPointsBackend
{
    async Task<RunningPoints> IPointsBackend.StartAsync(string folder) =>
        await RunningPoints.StartVersion1Async(await Requires.InfluxDBAsync(1), folder);
}
