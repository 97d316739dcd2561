using System.Runtime.InteropServices;

namespace Observability.StandIns.Tests.Gateway;

/// <summary>A gateway as a process of this machine.</summary>
internal sealed class GatewayProcess(ChildProcess process) : IGatewayProgram
{
    /// <summary>Starts one with files and ports of its own.</summary>
    /// <param name="command">The program and the arguments before its own.</param>
    /// <param name="entryPointSettings">Settings of the entry point that clients use, as lines of the static configuration.</param>
    /// <param name="files">Files of the dynamic configuration.</param>
    public static Task<RunningGateway> StartAsync(
        (string FileName, IReadOnlyList<string> Arguments) command, string entryPointSettings, params (string File, string Text)[] files)
    {
        var folder = new GatewayFolder(files);
        var ports = new GatewayPorts(FreePort.Take(), FreePort.Take(), FreePort.Take());
        var configuration = folder.WriteConfiguration("127.0.0.1", ports, folder.Dynamic, entryPointSettings);

        // What an AppHost sets for each of its projects must not make a gateway believe its clients.
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:1",
            ["ASPNETCORE_FORWARDEDHEADERS_ENABLED"] = "true",
        };
        var process = ChildProcess.Start(command.FileName, [.. command.Arguments, $"--configFile={configuration}"], environment: environment);
        return RunningGateway.WaitAsync(new GatewayProcess(process), folder, ports, clientAddress: "127.0.0.1", hasFiles: files.Length > 0);
    }

    public Task<string> ReadOutputAsync() => Task.FromResult(process.Output);

    public Task<int> StopAsync()
    {
        process.Signal(PosixSignal.SIGTERM);
        return process.ExitCodeAsync(Deadline.Gone);
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
