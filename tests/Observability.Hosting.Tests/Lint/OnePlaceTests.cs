using System.Text.RegularExpressions;
using Aspire.Hosting;
using Observability.Hosting.Tests.Publishing;

namespace Observability.Hosting.Tests.Lint;

/// <summary>
/// Some mistakes have no rule because there is one place for each fact (docs/lint.md): whatever a tenant, an index, a bucket or a host
/// is called, every server that must know it is told the same.
/// </summary>
public sealed partial class OnePlaceTests
{
    private const string First = "aaaafirst";

    private static readonly Dictionary<string, (Action<PublishRig, string> Build, string[] Files)> s_facts = new()
    {
        ["tenant"] = (
            (rig, name) =>
            {
                var loki = rig.Builder.AddLoki("loki").WithTenant(name);
                rig.Builder.AddAlloy("alloy").WithLogStore(loki);
                rig.Builder.AddGrafana("grafana").WithDataSource(loki);
            },
            ["any/alloy/configmap.yaml", "any/grafana/configmap.yaml"]),
        ["index pattern"] = (
            (rig, name) => rig.Builder.AddGrafana("grafana").WithDataSource(rig.Builder.AddElasticsearch("elasticsearch").WithIndexPattern($"{name}-*")),
            ["any/elasticsearch/configmap.yaml", "any/grafana/configmap.yaml"]),
        ["bucket"] = (
            (rig, name) =>
            {
                var points = rig.Builder.AddInfluxDB("influxdb").WithBucket(name);
                rig.Builder.AddTelegraf("telegraf").WithPipeline(rig.Builder.AddRabbitMQ("rabbitmq").AddQueue("points", "#"), points);
                rig.Builder.AddGrafana("grafana").WithDataSource(points);
            },
            ["any/grafana/configmap.yaml", "any/influxdb/statefulset.yaml", "any/telegraf/configmap.yaml"]),
        ["host, and with it the redirect URI"] = (
            (rig, name) =>
            {
                var keycloak = rig.Builder.AddKeycloak("keycloak");
                var grafana = rig.Builder.AddGrafana("grafana").WithSignIn(keycloak);
                rig.Builder.AddTraefik("traefik").WithRoute(grafana, name).WithRoute(keycloak);
            },
            ["any/grafana/configmap.yaml", "any/grafana/ingress.yaml", "any/keycloak/configmap.yaml"]),
    };

    public static MatrixTheoryData<string, string> Renamings => new(s_facts.Keys, ["zz", "logs-of-2026", "b4", "a-longer-name"]);

    [Theory]
    [MemberData(nameof(Renamings))]
    public async Task Fact_Renamed_IsRenamedEverywhere(string fact, string name)
    {
        var (build, files) = s_facts[fact];

        var before = await WriteAsync(build, First);
        var after = await WriteAsync(build, name);

        Assert.Equal(files, before.Where(file => file.Value.Contains(First, StringComparison.Ordinal)).Select(file => file.Key).Where(files.Contains));
        Assert.All(before, file => Assert.Equal(Rename(file.Value, name), after[file.Key]));
        Assert.Equal(before.Keys, after.Keys);
    }

    // Names of variables have it in their own letters.
    private static string Rename(string text, string name) => text
        .Replace(First, name, StringComparison.Ordinal)
        .Replace(First.ToUpperInvariant(), name.ToUpperInvariant().Replace('-', '_'), StringComparison.Ordinal);

    private static async Task<SortedDictionary<string, string>> WriteAsync(Action<PublishRig, string> build, string name)
    {
        var rig = new PublishRig();
        build(rig, name);
        var files = await rig.WriteAsync(rig.Builder.AddGenericCluster("any").Resource);

        // What is computed from the text cannot be replaced in it.
        return new SortedDictionary<string, string>(
            files.ToDictionary(file => file.Path, file => Computed().Replace(file.Text, "computed")), StringComparer.Ordinal);
    }

    [GeneratedRegex("(?<=checksum/config: )\\S+|(?<=-setup-)[0-9a-f]{8}")]
    private static partial Regex Computed();
}
