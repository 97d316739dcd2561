using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Observability.E2E.Lifetime;

namespace Observability.E2E.Faults;

/// <summary>The network between servers is cut, so that packets vanish: it shows, nothing hangs, and all goes on once it is mended.</summary>
[Tier(Tier.Process)]
public sealed partial class NetworkCutTests : IAsyncLifetime
{
    private const string Received = "alertmanager_alerts_received_total{status=\"firing\",version=\"v2\"}";
    private const string Failed = "prometheus_notifications_errors_total";

    private readonly TemporaryFolder _state = new();
    private readonly Leftovers _leftovers = new();
    private NetworkNamespace _network = null!;
    private ChildProcess _appHost = null!;
    private HttpClient _client = null!;

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        _network = await NetworkNamespace.CreateAsync();
        _client = _network.CreateClient();
        _appHost = AppHostProcess.StartIn(_network, _leftovers, _state.Path, "--only", "prometheus,alertmanager,pushgateway");
        await _appHost.PrintsAsync("Ready after", Deadline.StackReady);
    }

    [Fact]
    public async Task Cut_PrometheusFromTargetAndAlertmanager_ShowsAndRecovers()
    {
        await UpBecomesAsync("1");
        await ReceivedGrowsAsync();

        var failed = await ReadMetricAsync("prometheus", Failed, TestContext.Current.CancellationToken);
        await _network.CutAsync(PortOf("pushgateway"));
        await _network.CutAsync(PortOf("alertmanager"));
        await UpBecomesAsync("0");
        await Eventually.HoldsAsync(
            "Prometheus counts notifications that did not arrive",
            async token => await ReadMetricAsync("prometheus", Failed, token) > failed,
            Deadline.DataFlow);

        await _network.MendAsync();
        await UpBecomesAsync("1");
        await ReceivedGrowsAsync();

        // With the network cut again, so that neither a probe nor a server ends in order.
        await _network.CutAsync(PortOf("pushgateway"));
        _appHost.Signal(PosixSignal.SIGTERM);
        Assert.Equal(0, await _appHost.ExitCodeAsync(Deadline.Gone));
        await _leftovers.AreGoneAsync(Deadline.Gone);
    }

    public async ValueTask DisposeAsync()
    {
        if (_appHost is not null)
        {
            await FaultEvidence.KeepAsync(_appHost);
            await _appHost.DisposeAsync();
            _leftovers.KillAll();
            _client.Dispose();
            await _network.DisposeAsync();
        }

        _state.Dispose();
    }

    // pushgateway: healthy http://localhost:23031
    [GeneratedRegex(@"^(?<name>[a-z]+): .*http://localhost:(?<port>\d+)", RegexOptions.Multiline)]
    private static partial Regex UrlLine();

    private int PortOf(string name) => int.Parse(
        UrlLine().Matches(_appHost.Output).First(match => match.Groups["name"].Value == name).Groups["port"].ValueSpan, CultureInfo.InvariantCulture);

    private Task<string?> UpBecomesAsync(string expected) => Eventually.BecomesAsync(
        $"up of the Pushgateway is {expected}",
        async token =>
        {
            using var document = JsonDocument.Parse(await GetAsync("prometheus", "/api/v1/query?query=up%7Bjob%3D%22pushgateway%22%7D", token));
            return document.RootElement.GetProperty("data").GetProperty("result")[0].GetProperty("value")[1].GetString();
        },
        value => value == expected,
        Deadline.DataFlow);

    private async Task ReceivedGrowsAsync()
    {
        var before = await ReadMetricAsync("alertmanager", Received, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(
            "Alertmanager receives alerts", async token => await ReadMetricAsync("alertmanager", Received, token) > before, Deadline.DataFlow);
    }

    private async Task<double> ReadMetricAsync(string name, string series, CancellationToken cancellationToken)
    {
        var line = (await GetAsync(name, "/metrics", cancellationToken)).Split('\n').First(line => line.StartsWith(series, StringComparison.Ordinal));
        return double.Parse(line.AsSpan(line.LastIndexOf(' ')), CultureInfo.InvariantCulture);
    }

    private async Task<string> GetAsync(string name, string path, CancellationToken cancellationToken) => await _client.GetStringAsync(
        new Uri(string.Create(CultureInfo.InvariantCulture, $"http://localhost:{PortOf(name)}{path}")), cancellationToken);
}
