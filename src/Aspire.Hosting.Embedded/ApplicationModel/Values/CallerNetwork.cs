using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.ApplicationModel;

/// <summary>The network from which a value is seen.</summary>
internal static class CallerNetwork
{
    /// <summary>The context's network, or else that of its caller, or else this machine.</summary>
    public static NetworkIdentifier Of(ValueProviderContext context) => context.Network ?? Of(context.Caller);

    /// <summary>The container network for a container, this machine for everything else.</summary>
    public static NetworkIdentifier Of(IResource? caller) => caller is not null && caller.IsContainer()
        ? KnownNetworkIdentifiers.DefaultAspireContainerNetwork
        : KnownNetworkIdentifiers.LocalhostNetwork;
}
