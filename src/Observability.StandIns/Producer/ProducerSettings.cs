using System.Globalization;

namespace Observability.StandIns.Producer;

/// <summary>Where the producer sends and what it looks at.</summary>
/// <param name="BrokerHost">Host of the broker, <c>AMQP_HOST</c>.</param>
/// <param name="BrokerPort">Its port, <c>AMQP_PORT</c>.</param>
/// <param name="User">User that publishes, <c>AMQP_USER</c>.</param>
/// <param name="Password">The user's password, <c>AMQP_PASSWORD</c>.</param>
/// <param name="Exchange">Exchange, <c>AMQP_EXCHANGE</c>.</param>
/// <param name="Targets">What is looked at, <c>PRODUCER_TARGETS</c>: names and URLs, as <c>grafana=http://127.0.0.1:8000/,…</c>.</param>
/// <param name="Interval">Between two looks, <c>PRODUCER_INTERVAL_SECONDS</c>.</param>
/// <param name="Pushgateway">The Pushgateway to which each round goes, <c>PRODUCER_PUSHGATEWAY</c>; null for none.</param>
internal sealed record ProducerSettings(
    string BrokerHost, int BrokerPort, string User, string Password, string Exchange, IReadOnlyList<(string Name, Uri Url)> Targets, TimeSpan Interval,
    Uri? Pushgateway)
{
    private const int DefaultIntervalSeconds = 5;

    /// <summary>Reads them from the environment.</summary>
    /// <exception cref="StandInException">One is missing, or is not what it must be.</exception>
    public static ProducerSettings Read(Func<string, string?> getVariable)
    {
        string Text(string name) => getVariable(name) is { Length: > 0 } text ? text : throw new StandInException($"producer: {name} is not set.");

        int Number(string name, string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new StandInException($"producer: {name}: '{text}' is not a number above 0.");

        const string PushgatewayName = "PRODUCER_PUSHGATEWAY";
        const string PortName = "AMQP_PORT";
        const string IntervalName = "PRODUCER_INTERVAL_SECONDS";
        var interval = getVariable(IntervalName) is { Length: > 0 } seconds ? Number(IntervalName, seconds) : DefaultIntervalSeconds;
        return new ProducerSettings(
            Text("AMQP_HOST"),
            Number(PortName, Text(PortName)),
            Text("AMQP_USER"),
            Text("AMQP_PASSWORD"),
            Text("AMQP_EXCHANGE"),
            [.. Text("PRODUCER_TARGETS").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ReadTarget)],
            TimeSpan.FromSeconds(interval),
            getVariable(PushgatewayName) is { Length: > 0 } pushgateway
                ? ReadUrl(pushgateway) ?? throw new StandInException($"producer: {PushgatewayName}: '{pushgateway}' is no URL of http or https.")
                : null);
    }

    private static (string Name, Uri Url) ReadTarget(string text)
    {
        var parts = text.Split('=', 2);
        return parts.Length == 2 && ReadUrl(parts[1]) is { } url
            ? (parts[0], url)
            : throw new StandInException($"producer: PRODUCER_TARGETS: '{text}' is not <name>=<URL>.");
    }

    private static Uri? ReadUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? url : null;
}
