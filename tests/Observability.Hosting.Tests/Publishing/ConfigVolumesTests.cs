using Observability.Hosting.Publishing.Graph;
using Observability.Hosting.Publishing.Objects;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>Files of any names in ConfigMaps, whose keys have few characters.</summary>
public sealed class ConfigVolumesTests
{
    [Fact]
    public void Place_NamesThatAreNoKeys_HaveKeysAndKeepTheirPaths()
    {
        var volumes = new ConfigVolumes(
            "grafana",
            [
                new ClusterFile("/d/Node Exporter (1).json", "one", null, IsContent: true),
                new ClusterFile("/d/a/x y.json", "two", null, IsContent: true),
                new ClusterFile("/d/b/x-y.json", "three", null, IsContent: true),
                new ClusterFile("/d/b/x y.json", "four", null, IsContent: true),
            ],
            []);

        var data = volumes.Maps.SelectMany(map => map.Data).ToDictionary();
        Assert.All(data.Keys, key => Assert.Matches(@"^[-._a-zA-Z0-9]+\z", key));
        Assert.Equal(
            ["Node Exporter (1).json: one", "a/x y.json: two", "b/x-y.json: three", "b/x y.json: four"],
            volumes.Volumes.SelectMany(volume => volume.Projected.Sources).SelectMany(source => source.ConfigMap.Items)
                .Select(item => $"{item.Path}: {data[item.Key]}"));
    }

    [Fact]
    public void Place_NameThatIsAKey_IsItsKey()
    {
        var volumes = new ConfigVolumes("store", [new ClusterFile("/etc/store/Store_1.2-a.conf", "text", null, IsContent: false)], []);

        Assert.Equal("Store_1.2-a.conf", Assert.Single(Assert.Single(volumes.Maps).Data).Key);
    }
}
