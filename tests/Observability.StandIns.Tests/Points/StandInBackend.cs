namespace Observability.StandIns.Tests.Points;

/// <summary>The stand-in.</summary>
public sealed class StandInBackend : IPointsBackend
{
    internal static (string FileName, IReadOnlyList<string> Arguments) Command =>
        ("dotnet", [typeof(IStandIn).Assembly.Location, "points"]);

    Task<RunningPoints> IPointsBackend.StartAsync(string folder) => RunningPoints.StartVersion2Async(Command, folder);
}
