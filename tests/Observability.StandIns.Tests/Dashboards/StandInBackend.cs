namespace Observability.StandIns.Tests.Dashboards;

/// <summary>The stand-in.</summary>
public sealed class StandInBackend : IDashboardsBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command => ("dotnet", [typeof(IStandIn).Assembly.Location, "dashboards"]);

    public IReadOnlyList<string> ServerArguments => [];
}
