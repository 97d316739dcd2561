using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Targets.Talos;

/// <summary>
/// Writes the addresses of load balancers, in a folder of its own that is not applied with the rest: a cluster knows the kinds of one of
/// the two only.
/// </summary>
internal static class TalosLoadBalancerWriter
{
    private const string Name = "observability";

    /// <summary>The files; none where nobody has chosen.</summary>
    public static IEnumerable<ManifestFile> Write(TalosTarget target)
    {
        if (target.LoadBalancer is not { } choice)
        {
            yield break;
        }

        var folder = $"{target.Name}/load-balancer";
        var file = choice == TalosLoadBalancer.Cilium ? "cilium.yaml" : "metallb.yaml";
        yield return ManifestFile.FromMaps($"{folder}/{file}", [.. choice == TalosLoadBalancer.Cilium ? Cilium(target) : MetalLB(target)]);
        yield return Kustomization.Write(folder, [file]);
    }

    private static IEnumerable<YamlMap> Cilium(TalosTarget target)
    {
        yield return Object("cilium.io/v2", "CiliumLoadBalancerIPPool", null, new YamlMap()
            .Add("blocks", target.Addresses.Select(address => new YamlMap().Add("cidr", address)).ToList()));
        yield return Object("cilium.io/v2alpha1", "CiliumL2AnnouncementPolicy", null, new YamlMap().Add("loadBalancerIPs", true));
    }

    private static IEnumerable<YamlMap> MetalLB(TalosTarget target)
    {
        const string Home = "metallb-system";
        yield return Object("metallb.io/v1beta1", "IPAddressPool", Home, new YamlMap().Add("addresses", target.Addresses));
        yield return Object("metallb.io/v1beta1", "L2Advertisement", Home, new YamlMap().Add("ipAddressPools", new[] { Name }));
    }

    private static YamlMap Object(string version, string kind, string? home, YamlMap spec) => new YamlMap()
        .Add("apiVersion", version)
        .Add("kind", kind)
        .Add("metadata", new YamlMap().Add("name", Name).Add("namespace", home))
        .Add("spec", spec);
}
