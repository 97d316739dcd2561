namespace Observability.Hosting.Targets.Talos;

/// <summary>Who answers for the addresses of load balancers on machines of one's own.</summary>
internal enum TalosLoadBalancer
{
    /// <summary>Cilium, by layer 2 announcements (https://docs.cilium.io/en/stable/network/l2-announcements/).</summary>
    Cilium,

    /// <summary>MetalLB in layer 2 mode (https://metallb.io/configuration/).</summary>
    MetalLB,
}
