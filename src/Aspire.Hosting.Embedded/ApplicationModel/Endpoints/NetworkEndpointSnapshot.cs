namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address of an endpoint in one network, which may not be known yet.</summary>
/// <param name="Snapshot">The address.</param>
/// <param name="NetworkID">The network.</param>
public record NetworkEndpointSnapshot(ValueSnapshot<AllocatedEndpoint> Snapshot, NetworkIdentifier NetworkID);
