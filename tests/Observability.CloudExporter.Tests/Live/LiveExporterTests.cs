using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Observability.CloudExporter.Api;
using Observability.CloudExporter.Collection;
using Observability.CloudExporter.Configuration;
using Observability.CloudExporter.Recording;

namespace Observability.CloudExporter.Tests.Live;

/// <summary>Whole live accounts, against a server that answers with the built-in recordings.</summary>
public sealed class LiveExporterTests : IDisposable
{
    private static readonly string[] s_personal =
    [
        "someone@example.com", "Example Facility", "My Team", "ac0b52a2ae6e499999bc08fb31e19188", "example.org", "loki-chunks",
        "7e6e9877-fff0-4bcc-976d-f15fd6e6de65", "36.12",
    ];

    private static readonly CloudAccount[] s_live =
    [
        new("exo", CloudProvider.Exoscale)
        {
            Live = new() { Key = Credential.FromValue("key", "EXOkey"), Secret = Credential.FromValue("secret", "canary") },
        },
        new("do", CloudProvider.DigitalOcean)
        {
            Live = new()
            {
                Key = Credential.FromValue("token", "canary"),
                SpacesKey = Credential.FromValue("spaces", "AK"),
                SpacesSecret = Credential.FromValue("spaces secret", "canary"),
                SpacesRegions = ["lon1"],
            },
        },
    ];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Refresh_LiveAccounts_HasTheSamplesOfTheRecordedOnes()
    {
        await using var provider = await StartProviderAsync();
        using var apis = new AccountApis(TimeProvider.System, provider.Address);
        var live = CollectorsOf(apis, s_live);
        using var none = new AccountApis(TimeProvider.System);
        var recorded = CollectorsOf(none, [.. s_live.Select(account => account with { Live = null })]);

        await using var fromProvider = await RunningExporter.StartReadyAsync(live);
        await using var fromRecording = await RunningExporter.StartReadyAsync(recorded);

        Assert.Equal(await SamplesAsync(fromRecording), await SamplesAsync(fromProvider));
    }

    [Fact]
    public async Task Refresh_OneRequestIsRefused_ItsCollectorAloneIsDown()
    {
        await using var provider = await StartProviderAsync(static request => request.AbsolutePath == "/v2/customers/my/balance" ? 403 : 200);
        using var apis = new AccountApis(TimeProvider.System, provider.Address);

        await using var exporter = await RunningExporter.StartReadyAsync(CollectorsOf(apis, s_live));

        Assert.Equal(
            ["cloud_collector_up{account=\"do\",provider=\"digitalocean\",collector=\"balance\"} 0"],
            (await exporter.SamplesAsync("cloud_collector_up")).Where(static line => line.EndsWith(" 0", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Record_LiveAccount_ReplaysWithTheSameNumberOfSamplesAndNothingPersonal()
    {
        await using var provider = await StartProviderAsync();
        var (exoscale, digitalOcean) = (_folder.Combine("exoscale"), _folder.Combine("digitalocean"));

        await RecordAsync(provider, "exo", exoscale);
        await RecordAsync(provider, "do", digitalOcean);

        using var apis = new AccountApis(TimeProvider.System);
        foreach (var (account, folder) in new[] { (s_live[0], exoscale), (s_live[1], digitalOcean) })
        {
            var original = CollectorsOf(apis, [account with { Live = null }]);
            var replayed = CollectorsOf(apis, [account with { Live = null, Folder = folder }]);
            Assert.Equal(original.Select(collector => collector.Name), replayed.Select(collector => collector.Name));
            foreach (var (first, second) in original.Zip(replayed))
            {
                var (before, after) = (await first.CollectAsync(Cancellation), await second.CollectAsync(Cancellation));
                Assert.Equal(before.Select(sample => sample.Family), after.Select(sample => sample.Family));
            }
        }

        Assert.NotEmpty(Texts(exoscale));
        foreach (var (path, text) in Texts(exoscale).Concat(Texts(digitalOcean)))
        {
            Assert.All(s_personal, personal => Assert.DoesNotContain(personal, path + text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Record_ResourcesNamedLikePartsOfPaths_AreReplayed()
    {
        // A cluster kubernetes, and the host v2.example.org.
        await using var provider = await StartProviderAsync(change: static text => text
            .Replace("\"example-lon1\"", "\"kubernetes\"", StringComparison.Ordinal)
            .Replace("\"grafana\"", "\"v2\"", StringComparison.Ordinal));
        var folder = _folder.Combine("digitalocean");

        await RecordAsync(provider, "do", folder);

        Assert.True(File.Exists(Path.Combine(folder, "api.digitalocean.com", "v2", "kubernetes", "clusters.json")));
        Assert.DoesNotContain("\"v2\"", string.Concat(Texts(folder).Select(document => document.Text)), StringComparison.Ordinal);
        using var apis = new AccountApis(TimeProvider.System);
        foreach (var collector in CollectorsOf(apis, [s_live[1] with { Live = null, Folder = folder }]))
        {
            Assert.Null(await Xunit.Record.ExceptionAsync(() => collector.CollectAsync(Cancellation)));
        }
    }

    [Fact]
    public void Record_FieldThatNobodyKnows_IsReplaced()
    {
        // Whatever a provider adds to its answers tomorrow.
        var document = JsonNode.Parse("""{"account":{"nickname":"canary","notes":["canary"],"deep":{"motto":"canary","labels":{"canary":"canary"}},"id":42,"status":"active"}}""")!;

        PersonalData.Replace(document, new Pseudonyms());

        var text = document.ToJsonString();
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.DoesNotContain("42", text, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"active\"", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--account is missing", "record", "--output", "x")]
    [InlineData("--output is missing", "record", "--account", "exo")]
    [InlineData("there is no live account 'who'", "record", "--account", "who", "--output", "x")]
    public async Task Record_ArgumentsWrong_SaysWhich(string expected, params string[] arguments)
    {
        var output = new StringWriter();

        Assert.Equal(2, await RecordCommand.RunAsync([.. arguments, .. Configuration()], output, endpoint: null, Cancellation));

        Assert.StartsWith($"cloud exporter: {expected}", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_FolderHasSomething_IsLeftAlone()
    {
        _folder.Write("full/file", "mine");
        var output = new StringWriter();

        Assert.Equal(2, await RecordCommand.RunAsync(
            ["record", "--account", "exo", "--output", _folder.Combine("full"), .. Configuration()], output, endpoint: null, Cancellation));

        Assert.Contains("is not empty", output.ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static string[] Configuration() =>
    [
        "--Cloud:Accounts:0:Name=exo", "--Cloud:Accounts:0:Provider=exoscale", "--Cloud:Accounts:0:Mode=live",
        "--Cloud:Accounts:0:ApiKey=EXOkey", "--Cloud:Accounts:0:ApiSecret=canary",
        "--Cloud:Accounts:1:Name=do", "--Cloud:Accounts:1:Provider=digitalocean", "--Cloud:Accounts:1:Mode=live",
        "--Cloud:Accounts:1:Token=canary", "--Cloud:Accounts:1:SpacesKey=AK", "--Cloud:Accounts:1:SpacesSecret=canary",
        "--Cloud:Accounts:1:SpacesRegions=lon1",
    ];

    private static async Task RecordAsync(ReplayServer provider, string account, string folder)
    {
        var output = new StringWriter();

        var code = await RecordCommand.RunAsync(
            ["record", "--account", account, "--output", folder, .. Configuration()], output, provider.Address, Cancellation);

        Assert.True(code == 0, output.ToString());
    }

    private static IReadOnlyList<ICloudCollector> CollectorsOf(AccountApis apis, IReadOnlyList<CloudAccount> accounts) =>
        [.. accounts.SelectMany(account => CollectorCatalog.Create(account, apis.Create(account), apis.CreateSpaces(account)))];

    // The host that a request is for is in its Host header.
    private static Task<ReplayServer> StartProviderAsync(Func<Uri, int>? status = null, Func<string, string>? change = null) => ReplayServer.StartAsync(async (context, _) =>
    {
        var asked = new Uri($"https://{context.Request.Host}{context.Request.Path}{context.Request.QueryString}");
        context.Response.StatusCode = status?.Invoke(asked) ?? 200;
        if (context.Response.StatusCode == 200)
        {
            await using var body = await new RecordedApi().GetAsync(asked, context.RequestAborted);
            using var reader = new StreamReader(body);
            var text = await reader.ReadToEndAsync(context.RequestAborted);
            await context.Response.WriteAsync(change?.Invoke(text) ?? text, context.RequestAborted);
        }
    });

    private static async Task<IReadOnlyList<string>> SamplesAsync(RunningExporter exporter) =>
    [
        .. (await exporter.TextAsync("/metrics")).Split('\n')
            .Where(static line => line.StartsWith("exoscale_", StringComparison.Ordinal) || line.StartsWith("digitalocean_", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<(string Path, string Text)> Texts(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(path => (Path.GetRelativePath(folder, path), File.ReadAllText(path)));
}
