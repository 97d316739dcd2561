using System.Net;

namespace Observability.StandIns.Points;

/// <summary>
/// The stand-in's command line, which is influxd's own
/// (https://docs.influxdata.com/influxdb/v2/reference/config-options/): the paths of the data and the address.
/// </summary>
/// <param name="MetadataPath">File of organisations, buckets and tokens, beside the place of influxd's own.</param>
/// <param name="PointsPath">File of the points, in influxd's engine folder.</param>
/// <param name="Address">Where it listens.</param>
internal sealed record PointsArguments(string MetadataPath, string PointsPath, IPEndPoint Address)
{
    private const string Bolt = "--bolt-path";
    private const string Engine = "--engine-path";
    private const string Bind = "--http-bind-address";

    // influxd's files have other contents: a real server that is started over the same folder later must not find them.
    private const string FileName = "points-stand-in.sqlite";

    /// <summary>Reads it.</summary>
    /// <exception cref="StandInException">An argument is missing, unknown or wrong.</exception>
    public static PointsArguments Read(string[] arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Length; i++)
        {
            var (name, value) = arguments[i].Split('=', 2) is [var before, var after] ? (before, after) : (arguments[i], null);
            switch (name)
            {
                case Bolt or Engine or Bind or "--sqlite-path":
                    values[name] = value ?? (i + 1 < arguments.Length ? arguments[++i] : string.Empty);
                    break;
                case "--reporting-disabled":
                    // It reports nothing to anybody anyway.
                    break;
                default:
                    throw new StandInException($"points: {name}: this stand-in for InfluxDB does not support it.");
            }
        }

        return new PointsArguments(
            Path.GetFullPath(Require(values, Bolt)) + "." + FileName,
            Path.Combine(Path.GetFullPath(Require(values, Engine)), FileName),
            ParseAddress(Require(values, Bind)));
    }

    private static string Require(Dictionary<string, string> values, string name) =>
        values.GetValueOrDefault(name) is { Length: > 0 } value ? value : throw new StandInException($"points: {name} is missing.");

    // :8086 is every address, as in Go.
    private static IPEndPoint ParseAddress(string value) =>
        value.Contains(':', StringComparison.Ordinal)
        && IPEndPoint.TryParse(value.StartsWith(':') ? "0.0.0.0" + value
            : value.Replace("localhost", "127.0.0.1", StringComparison.Ordinal), out var address)
            ? address
            : throw new StandInException($"points: {Bind} is '{value}'; give an IP address and a port, for example 127.0.0.1:8086.");
}
