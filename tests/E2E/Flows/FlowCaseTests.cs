namespace Observability.E2E.Flows;

/// <summary>Every edge of the graph has a case, and what goes in at one end of it comes out at the other (docs/flows.md).</summary>
public sealed class FlowCaseTests(FlowStack stack) : IClassFixture<FlowStack>
{
    /// <summary>What runs on a bare machine: the servers of Debian, and stand-ins.</summary>
    internal static string[] Here { get; } =
    [
        "node-exporter", "cloud-exporter", "pushgateway", "alertmanager", "prometheus", "rabbitmq", "keycloak", "traefik",
        "loki", "alloy", "elasticsearch", "influxdb", "telegraf", "grafana", "producer",
    ];

    public static TheoryData<string> CasesOfHere => [.. FlowCase.All.Where(pair => RunsHere(pair.Value)).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    public static TheoryData<string> CasesOfVendors => [.. FlowCase.All.Where(pair => !RunsHere(pair.Value)).Select(pair => pair.Key).Order(StringComparer.Ordinal)];

    [Theory]
    [Tier(Tier.Process)]
    [MemberData(nameof(CasesOfHere))]
    public Task Flow_OfServersOfABareMachine_ComesOut(string name) => stack.RunAsync(name);

    [Theory]
    [Tier(Tier.Vendor)]
    [MemberData(nameof(CasesOfVendors))]
    public Task Flow_OfServersOfVendors_ComesOut(string name) => stack.RunAsync(name);

    private static bool RunsHere(FlowCase flow) => flow.Resources.All(Here.Contains);
}
