using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using k8s.Models;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>Whatever the graph: every edge has its policy, nothing else is open, and every port has its Service.</summary>
public sealed class RandomGraphTests
{
    private const int Most = 12;

    private static readonly EdgeKind[] s_kinds = [.. Enum.GetValues<EdgeKind>().Where(kind => kind != EdgeKind.Route)];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Publish_AnyGraph_OpensItsEdgesAndNothingElse(int seed)
    {
        var random = new Xorshift(seed);
        var rig = new PublishRig();
        var servers = Enumerable.Range(0, 2 + random.Next(Most)).Select(number => Add(rig, number, random)).ToList();
        foreach (var from in servers)
        {
            foreach (var to in servers.Where(to => to != from && random.Next(4) == 0))
            {
                from.WithEdge(s_kinds[random.Next(s_kinds.Length)], to.GetEndpoint("http"));
            }
        }

        var target = rig.Builder.AddGenericCluster("any").Resource;

        // The check reads the policies as a cluster does, without looking at how they were made.
        Assert.Empty(await rig.CheckAsync(target));
        var files = await rig.WriteAsync(target);
        var ports = files.SelectMany(file => file.Objects).OfType<V1Service>()
            .SelectMany(service => service.Spec.Ports.Select(port => $"{service.Metadata.Name}:{port.Port}")).ToHashSet();
        Assert.All(servers, server => Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"{server.Resource.Name}:{server.GetEndpoint("http").TargetPort}"), ports));
    }

    [Fact]
    public async Task Publish_AddedInAnyOrder_GivesTheSameFiles()
    {
        var first = await WriteAsync([0, 1, 2, 3, 4]);

        Assert.Equal(first, await WriteAsync([4, 2, 0, 3, 1]));
        Assert.Equal(first, await WriteAsync([3, 4, 1, 0, 2]));
    }

    [Fact]
    public async Task Publish_Twice_GivesTheSameFiles() => Assert.Equal(await WriteAsync([0, 1, 2, 3, 4]), await WriteAsync([0, 1, 2, 3, 4]));

    private static IResourceBuilder<IServer> Add(PublishRig rig, int number, Xorshift random) => rig.AddServer(
        $"server-{number}",
        8000 + random.Next(100),
        new Workload(10, 16, 32)
        {
            Replicas = 1 + random.Next(2),
            SharesNode = random.Next(6) == 0,
            AsksKubelets = random.Next(6) == 0,
            CallsOut = random.Next(6) == 0,
            ApiRules = random.Next(3) == 0 ? [ApiRule.Read("", "pods")] : [],
            HasReadOnlyImage = random.Next(2) == 0,
        });

    private static async Task<IReadOnlyList<(string Path, string Text)>> WriteAsync(int[] order)
    {
        var rig = new PublishRig();
        var servers = new IResourceBuilder<IServer>[order.Length];
        foreach (var number in order)
        {
            servers[number] = rig.AddServer($"server-{number}", 8000 + number).WithDataFolder("/data")
                .WithConfigFile(ConfigFile.FromText($"/etc/server/{number}.conf", $"number = {number}\n"));
        }

        for (var number = 1; number < servers.Length; number++)
        {
            servers[number].WithEdge(EdgeKind.Query, servers[number - 1].GetEndpoint("http"));
        }

        var files = await rig.WriteAsync(rig.Builder.AddGenericCluster("any").Resource);
        return [.. files.Select(file => (file.Path, file.Text))];
    }

    /// <summary>Numbers that are the same at every run.</summary>
    private sealed class Xorshift(int seed)
    {
        private uint _state = (uint)seed * 2654435761;

        public int Next(int below)
        {
            _state ^= _state << 13;
            _state ^= _state >> 17;
            _state ^= _state << 5;
            return (int)(_state % (uint)below);
        }
    }
}
