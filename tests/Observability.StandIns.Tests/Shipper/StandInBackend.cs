namespace Observability.StandIns.Tests.Shipper;

/// <summary>The stand-in.</summary>
public sealed class StandInBackend : IShipperBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command => ("dotnet", [typeof(IStandIn).Assembly.Location, "shipper"]);
}
