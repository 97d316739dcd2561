using System.Text;
using Observability.CloudExporter.Api;
using Observability.CloudExporter.Collection;
using Observability.CloudExporter.Configuration;

namespace Observability.CloudExporter.Tests;

/// <summary>What the collectors make of answers that are not as they should be.</summary>
public sealed class CollectorTests
{
    [Theory]
    [InlineData("not json", "GET /v2/customers/my/balance: the answer is not JSON")]
    [InlineData("[]", "GET /v2/customers/my/balance: the answer is not an object.")]
    [InlineData("""{"account_balance":"1"}""", "GET /v2/customers/my/balance: month_to_date_balance is missing.")]
    [InlineData("""{"account_balance":1}""", "GET /v2/customers/my/balance: account_balance is Number, not String.")]
    [InlineData("""{"account_balance":"much"}""", "GET /v2/customers/my/balance: account_balance is 'much', which is not an amount.")]
    public async Task Balance_MalformedAnswer_SaysWhere(string answer, string message) =>
        Assert.StartsWith(message, await FailureAsync(CloudProvider.DigitalOcean, "balance", answer), StringComparison.Ordinal);

    [Fact]
    public async Task Droplets_FieldMissingDeepInAList_SaysWhere() => Assert.Equal(
        "GET /v2/droplets: droplets[0].size.price_hourly is missing.",
        await FailureAsync(
            CloudProvider.DigitalOcean,
            "droplets",
            """{"droplets":[{"id":1,"name":"a","status":"active","vcpus":1,"memory":1,"disk":1,"region":{"slug":"lon1"},"size":{}}]}"""));

    [Fact]
    public async Task Droplets_NextPageLeadsBack_EndsAndSaysSo() => Assert.Contains(
        "has not ended after",
        await FailureAsync(
            CloudProvider.DigitalOcean, "droplets", """{"droplets":[],"links":{"pages":{"next":"https://api.digitalocean.com/v2/droplets?page=2"}}}"""),
        StringComparison.Ordinal);

    [Fact]
    public async Task Droplets_NextPageOnAnotherHost_StaysOnTheProviders()
    {
        var api = new ScriptedApi(request => request.Query.Contains("page=2", StringComparison.Ordinal) && request.Query.Contains("steal", StringComparison.Ordinal)
            ? """{"droplets":[]}"""
            : """{"droplets":[],"links":{"pages":{"next":"https://elsewhere.example/v2/droplets?page=2&steal"}}}""");

        await Collector(CloudProvider.DigitalOcean, "droplets", api).CollectAsync(TestContext.Current.CancellationToken);

        Assert.All(api.Requests, static request => Assert.Equal("api.digitalocean.com", request.Host));
        Assert.Equal(2, api.Requests.Count);
    }

    [Fact]
    public async Task Organization_WithoutTheDeprecatedBalance_AsksForTheLiveOne()
    {
        var api = new ScriptedApi(static request => request.AbsolutePath.EndsWith("live-balance", StringComparison.Ordinal)
            ? """{"balance":-7.5,"currency":"CHF"}"""
            : """{"id":"1","name":"one"}""");

        var samples = await Collector(CloudProvider.Exoscale, "organization", api).CollectAsync(TestContext.Current.CancellationToken);

        Assert.Equal([-7.5, 7.5], samples.Select(static sample => sample.Value));
    }

    [Fact]
    public async Task Instances_OfAnUnlistedType_AreAFailureThatNamesIt()
    {
        var api = new ScriptedApi(static request => request.AbsolutePath switch
        {
            "/v2/zone" => """{"zones":[{"name":"ch-gva-2","api-endpoint":"https://api-ch-gva-2.exoscale.com/v2"}]}""",
            "/v2/instance-type" => """{"instance-types":[]}""",
            _ => """{"instances":[{"id":"1","name":"web","state":"running","instance-type":{"id":"t9"}}]}""",
        });

        var failure = await Assert.ThrowsAsync<InvalidDataException>(
            () => Collector(CloudProvider.Exoscale, "instances", api).CollectAsync(TestContext.Current.CancellationToken));

        Assert.Equal("Instance web is of the type t9, which GET /instance-type does not list.", failure.Message);
    }

    [Fact]
    public async Task RecordedApi_UnknownDocument_SaysWhichIsMissing()
    {
        var failure = await Assert.ThrowsAsync<FileNotFoundException>(() => new RecordedApi().GetAsync(
            new Uri("https://api.digitalocean.com/v2/apps?page=3"), TestContext.Current.CancellationToken));

        Assert.Equal("GET /v2/apps: the recorded account has no 'api.digitalocean.com/v2/apps@3.json'.", failure.Message);
    }

    private static async Task<string> FailureAsync(CloudProvider provider, string collector, string answer) =>
        (await Assert.ThrowsAsync<InvalidDataException>(() => Collector(provider, collector, new ScriptedApi(_ => answer))
            .CollectAsync(TestContext.Current.CancellationToken))).Message;

    private static ICloudCollector Collector(CloudProvider provider, string name, ICloudApi api)
    {
        var account = new CloudAccount("main", provider);
        return CollectorCatalog.Create(account, api, []).Single(collector => collector.Name == name);
    }

    private sealed class ScriptedApi(Func<Uri, string> answer) : ICloudApi
    {
        public List<Uri> Requests { get; } = [];

        public Task<Stream> GetAsync(Uri request, CancellationToken cancellationToken)
        {
            lock (Requests)
            {
                Requests.Add(request);
            }

            return Task.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(answer(request))));
        }
    }
}
