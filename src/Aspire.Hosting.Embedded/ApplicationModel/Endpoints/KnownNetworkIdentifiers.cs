namespace Aspire.Hosting.ApplicationModel;

/// <summary>The networks that every application has.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>This machine: what processes and the AppHost itself use.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>The network that the application's containers share.</summary>
    public static readonly NetworkIdentifier DefaultAspireContainerNetwork = new("aspire-container-network");

    /// <summary>Everywhere else.</summary>
    public static readonly NetworkIdentifier PublicInternet = new("public-internet");
}
