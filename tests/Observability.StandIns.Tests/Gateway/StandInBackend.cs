namespace Observability.StandIns.Tests.Gateway;

/// <summary>The stand-in.</summary>
public sealed class StandInBackend : IGatewayBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command => ("dotnet", [typeof(IStandIn).Assembly.Location, "gateway"]);
}
