using System.Collections;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The addresses of an endpoint, one for each network it is, or is awaited, in.</summary>
public class NetworkEndpointSnapshotList : IEnumerable<NetworkEndpointSnapshot>
{
    private readonly Lock _lock = new();

    // One or two items: an endpoint is seen from this machine and from the container network.
    private readonly List<NetworkEndpointSnapshot> _snapshots = new(2);

    /// <summary>Sets the address in a network, or replaces it; those who wait for it go on.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpoint">The address.</param>
    public void AddOrUpdateAllocatedEndpoint(NetworkIdentifier networkId, AllocatedEndpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(networkId);
        ArgumentNullException.ThrowIfNull(endpoint);
        GetSnapshot(networkId).SetValue(endpoint);
    }

    /// <summary>Returns the address in a network as soon as there is one.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<AllocatedEndpoint> GetAllocatedEndpointAsync(NetworkIdentifier networkId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(networkId);
        return GetSnapshot(networkId).GetValueAsync(cancellationToken);
    }

    /// <summary>Enumerates the addresses known or awaited at this moment.</summary>
    public IEnumerator<NetworkEndpointSnapshot> GetEnumerator()
    {
        lock (_lock)
        {
            return ((IEnumerable<NetworkEndpointSnapshot>)_snapshots.ToArray()).GetEnumerator();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The address in a network where it is known, without waiting.</summary>
    internal AllocatedEndpoint? Find(NetworkIdentifier networkId) => GetSnapshot(networkId).ValueOrDefault;

    private ValueSnapshot<AllocatedEndpoint> GetSnapshot(NetworkIdentifier networkId)
    {
        lock (_lock)
        {
            foreach (var known in _snapshots)
            {
                if (known.NetworkID == networkId)
                {
                    return known.Snapshot;
                }
            }

            var added = new NetworkEndpointSnapshot(new ValueSnapshot<AllocatedEndpoint>(), networkId);
            _snapshots.Add(added);
            return added.Snapshot;
        }
    }
}
