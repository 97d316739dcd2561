using Observability.Hosting.Alloy;

namespace Observability.Hosting.Tests.Alloy;

/// <summary>Configurations that the tests write.</summary>
internal static class AlloyShapes
{
    private static readonly AlloyTarget s_loki = new("loki", "http://loki:3100/loki/api/v1/push", "zai");

    public static AlloyConfig Named(string shape) => shape switch
    {
        "local" => new("/var/log/stack", "observability", [s_loki]),
        "cluster" => new(null, "observability", [s_loki]),
        "two-stores" => new("/var/log/stack", "blue", [s_loki, new("2nd-store", "http://127.0.0.1:4100/loki/api/v1/push", null)]),
        "no-store" => new("/var/log/stack", "observability", []),
        _ => throw new ArgumentOutOfRangeException(nameof(shape), shape, "Not a shape."),
    };
}
