using System.ComponentModel;
using System.Net;
using System.Net.NetworkInformation;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>The container engine of this machine, asked through its command line; only when there are containers to run.</summary>
internal sealed class ContainerEngine(IConfiguration configuration, IHostProcesses processes, TimeProvider time)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(15);

    // Containers that start together share an answer; who starts one later, by hand, wants a new one.
    private static readonly TimeSpan s_validity = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private Task<string?>? _problem;
    private long _asked;

    /// <summary>The engine's command, <c>docker</c> unless configured otherwise.</summary>
    public string Command { get; } = configuration[WellKnownConfiguration.ContainerRuntime] is { Length: > 0 } command ? command : "docker";

    /// <summary>Refuses a command that DCP does not know.</summary>
    /// <exception cref="DistributedApplicationException">It is neither docker nor podman.</exception>
    public void ThrowIfUnknown()
    {
        if (Command is not ("docker" or "podman"))
        {
            throw new DistributedApplicationException(
                $"{WellKnownConfiguration.ContainerRuntime} is '{Command}'. Set it to docker or podman, or remove it, which means docker.");
        }
    }

    /// <summary>Returns why no container can run, with the remedy; null where the engine answers.</summary>
    public Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_problem is null || time.GetElapsedTime(_asked) > s_validity)
            {
                _asked = time.GetTimestamp();
                _problem = AskAsync();
            }

            return _problem.WaitAsync(cancellationToken);
        }
    }

    /// <summary>
    /// The address of this machine in the engine's default network, which is what <c>host-gateway</c> means; null where it
    /// is not an address of this machine, as with engines that run in a virtual machine. These reach its loopback anyway.
    /// </summary>
    public async Task<IPAddress?> FindGatewayAsync(CancellationToken cancellationToken)
    {
        try
        {
            var outcome = await processes.RunAsync(
                new HostProcessSpec(Command, "network", "inspect", "bridge", "--format", "{{range .IPAM.Config}}{{.Gateway}} {{end}}"), s_timeout, cancellationToken).ConfigureAwait(false);
            var own = NetworkInterface.GetAllNetworkInterfaces()
                .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
                .Select(static unicast => unicast.Address)
                .ToHashSet();
            return outcome.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
                .Select(static text => IPAddress.TryParse(text, out var address) ? address : null)
                .FirstOrDefault(address => address is not null && own.Contains(address));
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private async Task<string?> AskAsync()
    {
        string reason;
        try
        {
            var outcome = await processes.RunAsync(
                new HostProcessSpec(Command, "version", "--format", "{{.Server.Version}}"), s_timeout, CancellationToken.None).ConfigureAwait(false);
            if (outcome.ExitCode == 0)
            {
                return null;
            }

            reason = outcome.TimedOut ? $"'{Command} version' did not answer in {s_timeout.TotalSeconds} s" : FirstLine(outcome.Error);
        }
        catch (Win32Exception)
        {
            reason = $"the command '{Command}' is not on PATH";
        }

        return $"not started: no container engine ({reason}). Install Docker Engine (Debian: apt-get install docker.io) and start it "
            + $"(systemctl start docker, or dockerd as root), or set {WellKnownConfiguration.ContainerRuntime} to podman where that is installed; then start the resource again.";
    }

    private static string FirstLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "it gave no reason";
}
