using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Publishing.Fit;
using Observability.Hosting.Targets;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>Whether pods find nodes, why not, and what it costs.</summary>
public sealed class FitTests
{
    private static readonly Prices s_prices = Prices.Read() with { SystemCpuMillicores = 100, SystemMemoryMiB = 100 };

    private readonly PublishRig _rig = new();

    [Fact]
    public async Task Fit_PodLargerThanEveryNode_IsNamedWithTheResource()
    {
        _rig.AddServer("big", 8000, new Workload(10, 3000, 3000));

        var report = await FitAsync(_rig.Builder.AddDoks("doks", "lon1").WithNodePool("small", "s-2vcpu-4gb", maximum: 5));

        Assert.False(report.Fits);
        Assert.Equal(
            new FitReport.Pod("big", "memory", "it asks for 3000 MiB, even an empty node of s-2vcpu-4gb has 2460 MiB"), Assert.Single(report.Unplaced));
        Assert.Equal("s-4vcpu-8gb", report.Proposal!.Size);
    }

    [Fact]
    public async Task Fit_MoreThanTheNodesHold_AddsNodesUpToTheMaximum()
    {
        foreach (var number in Enumerable.Range(0, 5))
        {
            _rig.AddServer($"server-{number}", 8000 + number, new Workload(10, 1500, 1500));
        }

        var pool = _rig.Builder.AddDoks("doks", "lon1").WithNodePool("growing", "s-2vcpu-4gb", count: 1, maximum: 4);
        var report = await FitAsync(pool);

        // One pod a node, and one too many.
        Assert.Equal(4, report.Nodes.Count);
        Assert.Equal("memory", Assert.Single(report.Unplaced).Resource);
    }

    [Fact]
    public async Task Fit_MoreVolumesThanANodeCanHave_SaysSo()
    {
        foreach (var number in Enumerable.Range(0, 8))
        {
            _rig.AddServer($"store-{number}", 8000 + number, new Workload(10, 16, 32) { StorageGiB = 1 }).WithDataFolder("/data");
        }

        var report = await FitAsync(_rig.Builder.AddDoks("doks", "lon1").WithNodePool("one", "s-8vcpu-16gb"));

        Assert.Equal("volumes", Assert.Single(report.Unplaced).Resource);
        Assert.Equal(7, report.Nodes[0].UsedVolumes);
    }

    [Fact]
    public async Task Fit_WhatIsOnEveryNode_IsTakenFromEveryNode()
    {
        _rig.AddServer("agent", 8000, new Workload(100, 2000, 2000) { SharesNode = true });
        _rig.AddServer("server", 8001, new Workload(10, 1000, 1000));

        var report = await FitAsync(_rig.Builder.AddDoks("doks", "lon1").WithNodePool("small", "s-2vcpu-4gb", maximum: 3));

        Assert.Equal(2100, report.EveryNode.MemoryMiB);
        Assert.Equal("server", Assert.Single(report.Unplaced).Name);
    }

    [Fact]
    public async Task Fit_Costs_AddUp()
    {
        _rig.AddServer("store", 8000, new Workload(10, 16, 32) { StorageGiB = 30 }).WithDataFolder("/data");
        var loki = _rig.Builder.AddLoki("loki");
        _rig.Builder.AddTraefik("traefik");

        var report = await FitAsync(_rig.Builder.AddDoks("doks", "lon1").WithNodePool("one", "s-4vcpu-8gb").WithSpaces(loki, "logs-of-ours"));

        // 48 for the node, 35 GiB at 0.10, a load balancer at 12, buckets at 5.
        Assert.Equal(48m + 3.5m + 12m + 5m, report.Month);
    }

    [Fact]
    public async Task Fit_UnknownSize_IsNamed()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => FitAsync(_rig.Builder.AddDoks("doks", "lon1").WithNodePool("odd", "s-3vcpu-5gb")));

        Assert.StartsWith("doks: pool 'odd': nobody knows the size 's-3vcpu-5gb'.", exception.Message, StringComparison.Ordinal);
    }

    private async Task<FitReport> FitAsync<T>(IResourceBuilder<T> target)
        where T : ClusterTarget => FitCalculator.Calculate(target.Resource, await _rig.ReadAsync(target.Resource), s_prices);
}
