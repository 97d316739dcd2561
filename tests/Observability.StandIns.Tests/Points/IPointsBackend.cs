namespace Observability.StandIns.Tests.Points;

/// <summary>One of the programs that a contract is for.</summary>
public interface IPointsBackend
{
    /// <summary>Starts it in a folder; skips the test where it cannot be had.</summary>
    internal Task<RunningPoints> StartAsync(string folder);
}
