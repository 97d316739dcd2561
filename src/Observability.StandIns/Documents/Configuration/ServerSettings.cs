using System.Globalization;
using System.Net;

namespace Observability.StandIns.Documents.Configuration;

/// <summary>The part of <c>elasticsearch.yml</c> and of the <c>-E</c> arguments that the stand-in acts on.</summary>
/// <param name="ClusterName"><c>cluster.name</c>.</param>
/// <param name="NodeName"><c>node.name</c>.</param>
/// <param name="DataFolder"><c>path.data</c>.</param>
/// <param name="Address"><c>http.host</c> and <c>http.port</c>.</param>
/// <param name="IsSecured"><c>xpack.security.enabled</c>.</param>
/// <param name="Anonymous">Who a request without credentials is, or null where it is nobody.</param>
/// <param name="FloodStageBytes">What must stay free on the disk for writes to be taken; 0 where nobody looks.</param>
/// <param name="LongestBody"><c>http.max_content_length</c> in bytes.</param>
/// <param name="Ignored">Names of settings without effect here that nobody would expect to have none.</param>
internal sealed record ServerSettings(
    string ClusterName,
    string NodeName,
    string DataFolder,
    IPEndPoint Address,
    bool IsSecured,
    AnonymousSettings? Anonymous,
    long FloodStageBytes,
    int LongestBody,
    IReadOnlyList<string> Ignored)
{
    private const string Watermark = "cluster.routing.allocation.disk.watermark.flood_stage";
    private const string Anonymity = "xpack.security.authc.anonymous.";

    // Without a meaning for one process that holds everything: nodes, shards, Java, machine learning, TLS that is off.
    private static readonly string[] s_meaningless =
    [
        "cluster.routing.allocation.disk.watermark.low", "cluster.routing.allocation.disk.watermark.high", "discovery.type", "ingest.geoip.downloader.enabled",
        "node.store.allow_mmap", "path.logs", "transport.host", "transport.port", "xpack.ml.enabled", "xpack.security.http.ssl.enabled",
        "xpack.security.transport.ssl.enabled", "xpack.security.enrollment.enabled", "xpack.security.authc.reserved_realm.enabled", "bootstrap.memory_lock",
        "xpack.license.self_generated.type", "action.auto_create_index",
    ];

    /// <summary>Reads them.</summary>
    /// <param name="settings">Settings by their full names.</param>
    /// <param name="origin">Where they come from, for messages.</param>
    /// <exception cref="StandInException">One is missing or wrong.</exception>
    public static ServerSettings Create(IReadOnlyDictionary<string, string> settings, string origin)
    {
        var reader = new Reader(settings, origin);
        var secured = reader.Flag("xpack.security.enabled", true);
        if (reader.Flag("xpack.security.http.ssl.enabled", false))
        {
            throw new StandInException($"{origin}: xpack.security.http.ssl.enabled: this stand-in for Elasticsearch does not support TLS.");
        }

        var roles = reader.Text(Anonymity + "roles", string.Empty);
        var anonymous = new AnonymousSettings(
            reader.Text(Anonymity + "username", "_anonymous"),
            roles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            reader.Flag(Anonymity + "authz_exception", true));
        var host = reader.Text("http.host", reader.Text("network.host", "127.0.0.1"));
        var threshold = reader.Flag("cluster.routing.allocation.disk.threshold_enabled", true);
        return new ServerSettings(
            reader.Text("cluster.name", "elasticsearch"),
            reader.Text("node.name", Dns.GetHostName()),
            reader.Text("path.data", null),
            new IPEndPoint(ParseHost(origin, host), reader.Number("http.port", 9200, 1, 65_535)),
            secured,
            secured && roles.Length > 0 ? anonymous : null,
            threshold ? reader.Bytes(Watermark, 0) : 0,
            (int)Math.Min(reader.Bytes("http.max_content_length", 100L << 20), int.MaxValue),
            [.. reader.Unread.Except(s_meaningless).Order(StringComparer.Ordinal)]);
    }

    private static IPAddress ParseHost(string origin, string host) => host switch
    {
        "_local_" or "localhost" => IPAddress.Loopback,
        _ => IPAddress.TryParse(host, out var address)
            ? address
            : throw new StandInException($"{origin}: http.host is '{host}'; give an IP address."),
    };

    private sealed class Reader(IReadOnlyDictionary<string, string> settings, string origin)
    {
        private readonly HashSet<string> _read = new(StringComparer.Ordinal);

        public IEnumerable<string> Unread => settings.Keys.Where(name => !_read.Contains(name));

        public string Text(string name, string? absent)
        {
            _read.Add(name);
            return settings.GetValueOrDefault(name) ?? absent ?? throw new StandInException($"{origin}: {name} is missing.");
        }

        public bool Flag(string name, bool absent) => Text(name, absent ? "true" : "false") switch
        {
            "true" => true,
            "false" => false,
            var other => throw new StandInException($"{origin}: {name} is '{other}'; it can be true or false."),
        };

        public int Number(string name, int absent, int least, int most) =>
            int.TryParse(
                Text(name, absent.ToString(CultureInfo.InvariantCulture)), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least && number <= most
                ? number
                : throw new StandInException($"{origin}: {name} is '{Text(name, null)}'; it is a number of {least} to {most}.");

        public long Bytes(string name, long absent) =>
            !settings.ContainsKey(name) ? absent : ByteSize.TryParse(Text(name, null), out var bytes)
                ? bytes
                : throw new StandInException($"{origin}: {name} is '{Text(name, null)}'; it is a size such as 256mb.");
    }
}
