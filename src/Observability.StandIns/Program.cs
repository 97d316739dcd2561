using Observability.StandIns;
using Observability.StandIns.Dashboards;
using Observability.StandIns.Gateway;
using Observability.StandIns.Identity;
using Observability.StandIns.Producer;

// One program for all stand-ins: Observability.StandIns <name> [arguments], the name as in ServerFacts.StandIn.
Dictionary<string, IStandIn> standIns = new(StringComparer.Ordinal)
{
    ["dashboards"] = new DashboardsStandIn(),
    ["gateway"] = new GatewayStandIn(),
    ["identity"] = new IdentityStandIn(),
    ["producer"] = new ProducerStandIn(),
};

if (args is not [var name, .. var arguments] || !standIns.TryGetValue(name, out var standIn))
{
    Console.Error.WriteLine($"Usage: Observability.StandIns <{string.Join('|', standIns.Keys)}> [arguments]");
    return 2;
}

try
{
    await using var application = standIn.Build(arguments);
    await application.RunAsync();
    return 0;
}
catch (StandInException mistake)
{
    Console.Error.WriteLine(mistake.Message);
    return 1;
}
catch (IOException error)
{
    // Kestrel, where a port is taken.
    Console.Error.WriteLine($"{name}: {error.Message}");
    return 1;
}
