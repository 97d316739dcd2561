namespace Observability.StandIns.Tests.Gateway;

/// <summary>What a gateway runs as: a process, or a container.</summary>
internal interface IGatewayProgram : IAsyncDisposable
{
    /// <summary>Everything it has said so far.</summary>
    Task<string> ReadOutputAsync();

    /// <summary>Asks it to end (SIGTERM) and returns the exit code.</summary>
    Task<int> StopAsync();
}
