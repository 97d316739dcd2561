using Aspire.Hosting;
using Observability.Hosting.Loki;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Loki;

/// <summary>Configurations that the tests write.</summary>
internal static class LokiShapes
{
    public static LokiConfig Smallest { get; } = new(
        "/loki", "/loki/rules", NamesTenants: false, Store: null, TimeSpan.FromDays(7), TimeSpan.FromMinutes(1), []);

    public static LokiConfig Named(string shape) => shape switch
    {
        "smallest" => Smallest,
        "bucket" => Smallest with { Store = Bucket("zai-logs"), Retention = null },
        "dotted-bucket" => Smallest with { Store = Bucket("logs.zai.example"), Retention = TimeSpan.FromDays(30) },
        "tenant" => Smallest with { NamesTenants = true, RulesFolder = "/etc/loki/rules" },
        "alerts" => Smallest with
        {
            RulesFolder = "/etc/loki/rules",
            EvaluationInterval = TimeSpan.FromSeconds(5),
            AlertUrls = ["http://alertmanager:9093", "http://second:9093"],
        },
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Not a shape."),
    };

    public static ObjectStore Bucket(string name, string? endpoint = null, string region = "lon1")
    {
        var builder = DistributedApplication.CreateBuilder();
        var access = new SecretReference(builder.AddParameter("access", "canary-access", secret: true).Resource);
        var secret = new SecretReference(builder.AddParameter("secret", "canary-secret", secret: true).Resource);
        return endpoint is null
            ? ObjectStore.Spaces(region, name, access, secret)
            : new ObjectStore(endpoint, region, name, access, secret);
    }
}
