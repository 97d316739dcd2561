namespace Observability.StandIns.Tests.Identity;

/// <summary>The stand-in as a process, as the orchestrator starts it.</summary>
public sealed class StandInBackend : IdentityBackend
{
    private protected override ChildProcess Launch(Dictionary<string, string?> environment) => ChildProcess.Start(
        "dotnet",
        [
            typeof(IStandIn).Assembly.Location, "identity",
            "--import", ImportFolder,
            "--http", $"127.0.0.1:{Port}",
            "--management", $"127.0.0.1:{ManagementPort}",
        ],
        environment: environment);
}
