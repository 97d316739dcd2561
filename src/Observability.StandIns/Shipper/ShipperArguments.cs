using System.Net;

namespace Observability.StandIns.Shipper;

/// <summary>The command line, as Alloy's (https://grafana.com/docs/alloy/latest/reference/cli/run/).</summary>
/// <param name="ConfigurationFile">The configuration.</param>
/// <param name="Address">Where health and metrics are served.</param>
/// <param name="StorageFolder">Where positions are kept.</param>
internal sealed record ShipperArguments(string ConfigurationFile, IPEndPoint Address, string StorageFolder)
{
    private const string Usage =
        "Usage: Observability.StandIns shipper run <config.alloy> [--server.http.listen-addr=<address:port>] [--storage.path=<folder>]";

    /// <summary>Reads it.</summary>
    /// <exception cref="StandInException">It has a mistake.</exception>
    public static ShipperArguments Read(string[] arguments)
    {
        if (arguments is not ["run", ..])
        {
            throw new StandInException(Usage);
        }

        var (file, address, storage) = ((string?)null, new IPEndPoint(IPAddress.Loopback, 12345), "data-alloy");
        foreach (var argument in arguments[1..])
        {
            switch (argument.Split('=', 2))
            {
                case ["--server.http.listen-addr", var value] when ParseAddress(value) is { } read:
                    address = read;
                    break;
                case ["--storage.path", { Length: > 0 } value]:
                    storage = value;
                    break;
                case ["--disable-reporting", ..]:
                    // Nothing is ever reported from here.
                    break;
                case [var path] when !path.StartsWith('-') && file is null:
                    file = path;
                    break;
                default:
                    throw new StandInException($"shipper: '{argument}' is not understood.{Environment.NewLine}{Usage}");
            }
        }

        return new ShipperArguments(file ?? throw new StandInException(Usage), address, storage);
    }

    private static IPEndPoint? ParseAddress(string text) =>
        text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var address) ? address : null;
}
