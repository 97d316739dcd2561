using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Observability.Hosting.Publishing.Fit;
using Observability.Hosting.Targets;

namespace Observability.E2E.Publishing;

/// <summary>The AppHost's own graph as objects.</summary>
[Tier(Tier.Golden)]
public sealed class PublishedObjectsTests(PublishedGraph published) : IClassFixture<PublishedGraph>
{
    private static readonly Dictionary<string, Type> s_types = typeof(V1Pod).Assembly.GetTypes()
        .Where(type => type.GetCustomAttributes(typeof(KubernetesEntityAttribute), inherit: false).Length > 0)
        .GroupBy(type => ((KubernetesEntityAttribute)type.GetCustomAttributes(typeof(KubernetesEntityAttribute), inherit: false)[0]) is var entity
            ? $"{(entity.Group.Length == 0 ? entity.ApiVersion : $"{entity.Group}/{entity.ApiVersion}")} {entity.Kind}"
            : string.Empty)
        .ToDictionary(group => group.Key, group => group.First());

    public static TheoryData<string> Targets => [.. PublishedGraph.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public void Documents_ReadStrictly_AreTheObjectsThatWereWritten(string target)
    {
        var read = 0;
        foreach (var file in published[target].Files.Where(file => file.Objects.Count > 0))
        {
            var documents = file.Text.Split("\n---\n").Skip(1).ToList();
            Assert.Equal(file.Objects.Count, documents.Count);
            foreach (var (document, written) in documents.Zip(file.Objects))
            {
                // Strict: a field that the type does not have is an error.
                var type = s_types[$"{written.ApiVersion} {written.Kind}"];
                var value = KubernetesYaml.LoadAllFromString(document.TrimEnd() + "\n", new Dictionary<string, Type> { [$"{written.ApiVersion}/{written.Kind}"] = type }, strict: true)[0];
                Assert.True(
                    JsonNode.DeepEquals(JsonNode.Parse(KubernetesJson.Serialize(written)), JsonNode.Parse(KubernetesJson.Serialize(value))), $"{file.Path}\n{document}");
                read++;
            }
        }

        Assert.True(read > 100, $"only {read} objects");
    }

    [Fact]
    public void Namespaces_OfThePods_FollowFromWhatTheyDo()
    {
        var homes = published["doks"].Graph.Servers.ToDictionary(server => server.Name, server => server.Namespace);

        Assert.Equal(
            ["fluent-bit", "node-exporter"],
            homes.Where(pair => pair.Value == "observability-agents").Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Secrets_OfTheModel_AreNeverAskedForTheirValue()
    {
        // Only what is set where the cluster is gets a default, and that says so.
        Assert.All(published["doks"].Files, file => Assert.DoesNotContain("set Parameters:", file.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Routes_ToServersThatLetEverybodyIn_AreNotPublished() => Assert.Equal(
        ["auth.observability.example", "grafana.observability.example", "openobserve.observability.example", "rabbitmq.observability.example"],
        published["talos"].Graph.Routes.Select(route => route.Host));

    [Fact]
    public void Fit_OwnPools_HoldTheStack()
    {
        var (target, graph, _) = published["doks"];

        var report = FitCalculator.Calculate(target, graph, Prices.Read());

        Assert.True(report.Fits, string.Join('\n', report.Unplaced));
        Assert.Equal(2, report.Nodes.Count);
    }

    [Fact]
    public void Fit_PoolsOfTheReference_DoNotHoldElasticsearch()
    {
        // Two pools of s-1vcpu-1gb-amd, the second up to three, as the deployment had it at first.
        var target = new ClusterTarget("reference");
        target.Pools.Add(new NodePool("k8s-lon1-dedicated", "s-1vcpu-1gb-amd", 1, 1));
        target.Pools.Add(new NodePool("k8s-lon1-burst", "s-1vcpu-1gb-amd", 1, 3));

        var report = FitCalculator.Calculate(target, published["doks"].Graph, Prices.Read());

        Assert.False(report.Fits);
        var elasticsearch = Assert.Single(report.Unplaced, pod => pod.Name == "elasticsearch");
        Assert.Equal("memory", elasticsearch.Resource);
        Assert.StartsWith("it asks for 1024 MiB, even an empty node of s-1vcpu-1gb-amd has", elasticsearch.Why, StringComparison.Ordinal);
    }
}
