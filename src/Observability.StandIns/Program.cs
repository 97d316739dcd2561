using Observability.StandIns;
using Observability.StandIns.Consumer;
using Observability.StandIns.Dashboards;
using Observability.StandIns.Documents;
using Observability.StandIns.Gateway;
using Observability.StandIns.Identity;
using Observability.StandIns.Logs;
using Observability.StandIns.Points;
using Observability.StandIns.Producer;
using Observability.StandIns.Shipper;

// One program for all stand-ins: Observability.StandIns <name> [arguments], the name as in ServerFacts.StandIn.
Dictionary<string, IStandIn> standIns = new(StringComparer.Ordinal)
{
    ["consumer"] = new ConsumerStandIn(),
    ["dashboards"] = new DashboardsStandIn(),
    ["documents"] = new DocumentsStandIn(),
    ["gateway"] = new GatewayStandIn(),
    ["identity"] = new IdentityStandIn(),
    ["logs"] = new LogsStandIn(),
    ["points"] = new PointsStandIn(),
    ["producer"] = new ProducerStandIn(),
    ["shipper"] = new ShipperStandIn(),
};

if (args is not [var name, .. var arguments] || !standIns.TryGetValue(name, out var standIn))
{
    Console.Error.WriteLine($"Usage: Observability.StandIns <{string.Join('|', standIns.Keys)}> [arguments]");
    return 2;
}

// appsettings.json is not looked at again: where an editor has taken all of the user's watches, the attempt would be the end.
Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");

try
{
    await using var application = standIn.Build(arguments);
    await application.RunAsync();

    // A service that cannot go on ends the program in order, and says so here.
    return Environment.ExitCode;
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
