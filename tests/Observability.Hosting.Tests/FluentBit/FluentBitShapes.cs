using Observability.Hosting.FluentBit;

namespace Observability.Hosting.Tests.FluentBit;

/// <summary>The configurations that the golden files and Fluent Bit's own check go over.</summary>
internal static class FluentBitShapes
{
    public static IReadOnlyDictionary<string, FluentBitConfig> All { get; } = new Dictionary<string, FluentBitConfig>(StringComparer.Ordinal)
    {
        ["local"] = new("fluent-bit", "127.0.0.1", "/state/fluent-bit/var/lib/fluent-bit", "/state/logs", null, [Store]),
        ["cluster"] = new("fluent-bit", "0.0.0.0", "/var/lib/fluent-bit", null, null, [Store]),
        ["cluster-talos"] = new("fluent-bit", "0.0.0.0", "/var/lib/fluent-bit", null, 5170, [Store, Open]),
        ["no-output"] = new("fluent-bit", "127.0.0.1", "/var/lib/fluent-bit", "/state/logs", null, []),
    };

    private static FluentBitOutput Store => new(
        "openobserve",
        "openobserve",
        "5080",
        Tls: false,
        "/api/default/v1/logs",
        "root@example.org",
        "OPENOBSERVE_PASSWORD",
        [new("stream-name", "default")]);

    private static FluentBitOutput Open => new("gateway", "gateway", "4318", Tls: true, "/v1/logs", null, null, []);
}
