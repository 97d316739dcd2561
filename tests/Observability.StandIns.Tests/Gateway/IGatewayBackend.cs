namespace Observability.StandIns.Tests.Gateway;

/// <summary>One of the programs that the contract is for.</summary>
public interface IGatewayBackend
{
    /// <summary>Host name or address under which the gateway reaches servers of this machine.</summary>
    string ServerHost => "127.0.0.1";

    /// <summary>Starts a gateway and waits until it has loaded its files; skips the test where it cannot be had.</summary>
    /// <param name="entryPointSettings">Settings of the entry point that clients use, as lines of the static configuration.</param>
    /// <param name="files">Files of the dynamic configuration.</param>
    internal Task<RunningGateway> StartAsync(string entryPointSettings, params (string File, string Text)[] files);
}
