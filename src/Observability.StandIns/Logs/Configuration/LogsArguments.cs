using System.Globalization;

namespace Observability.StandIns.Logs.Configuration;

/// <summary>
/// Loki's command line (https://grafana.com/docs/loki/latest/configure/#printing-loki-config-at-runtime): flags as Go programs
/// have them, <c>-name=value</c>, <c>--name=value</c> or <c>-name value</c>.
/// </summary>
/// <param name="ConfigFile">The configuration file.</param>
/// <param name="ExpandEnvironment">Whether <c>${NAME}</c> in the file stands for a variable.</param>
/// <param name="Address">Address to listen on, before the file's; null where it is not given.</param>
/// <param name="Port">Port to listen on, before the file's; null where it is not given.</param>
/// <param name="Ignored">Flags that mean nothing here.</param>
internal sealed record LogsArguments(string ConfigFile, bool ExpandEnvironment, string? Address, int? Port, IReadOnlyList<string> Ignored)
{
    /// <summary>Reads them.</summary>
    /// <exception cref="StandInException">One is missing or wrong.</exception>
    public static LogsArguments Read(IReadOnlyList<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < arguments.Count; i++)
        {
            var flag = arguments[i];
            if (!flag.StartsWith('-') || flag.TrimStart('-').Length == 0)
            {
                throw new StandInException($"logs: '{flag}' is no flag such as -config.file=<loki.yaml>");
            }

            var (name, value) = flag.TrimStart('-').Split('=', 2) is [var left, var right] ? (left, right) : (flag.TrimStart('-'), null);
            var hasValueBehind = value is null && i + 1 < arguments.Count && !arguments[i + 1].StartsWith('-');
            values[name] = value ?? (hasValueBehind ? arguments[++i] : "true");
        }

        if (values.GetValueOrDefault("target", "all") is not "all" and var target)
        {
            throw new StandInException($"logs: -target={target}: this stand-in for Loki is all in one process; leave it out");
        }

        string[] known = ["config.file", "config.expand-env", "server.http-listen-address", "server.http-listen-port", "target"];
        return new LogsArguments(
            values.GetValueOrDefault("config.file")
                ?? throw new StandInException("Usage: Observability.StandIns logs -config.file=<loki.yaml>"),
            ReadFlag("config.expand-env", values.GetValueOrDefault("config.expand-env")),
            values.GetValueOrDefault("server.http-listen-address"),
            ReadPort("server.http-listen-port", values.GetValueOrDefault("server.http-listen-port")),
            [.. values.Keys.Except(known, StringComparer.Ordinal).Select(name => $"-{name}")]);
    }

    private static bool ReadFlag(string name, string? text) =>
        bool.TryParse(text ?? bool.FalseString, out var flag)
            ? flag
            : throw new StandInException($"logs: -{name}={text} is neither true nor false");

    private static int? ReadPort(string name, string? text) =>
        text is null
            ? null
            : ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port)
                ? port
                : throw new StandInException($"logs: -{name}={text} is no port");
}
