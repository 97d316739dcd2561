using System.Security.Cryptography;
using Aspire.Hosting.Embedded.Dcp.Model;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Dcp;

/// <summary>The network that the application's containers share.</summary>
internal static class ContainerNetwork
{
    /// <summary>Name of DCP's object; the engine's name differs from run to run.</summary>
    public const string ObjectName = "aspire-container-network";

    private const int SuffixLength = 8;
    private const int ApplicationNameLength = 32;

    /// <summary>The object for the network; it stays after the end where a container does.</summary>
    public static DcpContainerNetwork Create(IConfiguration configuration, bool isPersistent)
    {
        var application = Sanitize(configuration[WellKnownConfiguration.DashboardApplicationName] ?? "apphost");
        var hash = configuration[WellKnownConfiguration.AppHostSha256];
        var suffix = isPersistent && hash is { Length: >= SuffixLength }
            ? Sanitize(hash[..SuffixLength])
            : RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", SuffixLength);
        return new DcpContainerNetwork
        {
            Metadata = new DcpMetadata { Name = ObjectName },
            Spec = new DcpContainerNetworkSpec
            {
                NetworkName = $"aspire-{(isPersistent ? "persistent" : "session")}-network-{suffix}-{application}",
                Mode = isPersistent ? DcpContainerSpec.Persistent : null,
            },
        };
    }

    private static string Sanitize(string name)
    {
#pragma warning disable CA1308 // Lower case is what the engine's names look like.
        var lower = name.ToLowerInvariant();
#pragma warning restore CA1308
        var characters = lower.Select(static character => char.IsAsciiLetterOrDigit(character) ? character : '-').Take(ApplicationNameLength);
        return string.Concat(characters).Trim('-');
    }
}
