namespace Observability.StandIns.Tests.Logs;

/// <summary>The stand-in.</summary>
public sealed class StandInBackend : ILogsBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command => ("dotnet", [typeof(IStandIn).Assembly.Location, "logs"]);
}
