namespace Observability.StandIns.Tests.Consumer;

/// <summary>The stand-in.</summary>
public sealed class StandInBackend : IConsumerBackend
{
    public (string FileName, IReadOnlyList<string> Arguments) Command => ("dotnet", [typeof(IStandIn).Assembly.Location, "consumer"]);
}
