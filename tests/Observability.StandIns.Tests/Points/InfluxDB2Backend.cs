namespace Observability.StandIns.Tests.Points;

/// <summary>InfluxDB 2 itself, where somebody has put it on PATH; Debian has no package of it.</summary>
public sealed class InfluxDB2Backend : IPointsBackend
{
    async Task<RunningPoints> IPointsBackend.StartAsync(string folder) =>
        await RunningPoints.StartVersion2Async((await Requires.InfluxDBAsync(2), []), folder);
}
