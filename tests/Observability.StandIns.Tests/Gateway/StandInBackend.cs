namespace Observability.StandIns.Tests.Gateway;

/// <summary>The stand-in.</summary>
public sealed class StandInBackend : IGatewayBackend
{
    /// <summary>The program and the arguments before its own.</summary>
    internal static (string FileName, IReadOnlyList<string> Arguments) Command => ("dotnet", [typeof(IStandIn).Assembly.Location, "gateway"]);

    Task<RunningGateway> IGatewayBackend.StartAsync(string entryPointSettings, params (string File, string Text)[] files) =>
        GatewayProcess.StartAsync(Command, entryPointSettings, files);
}
