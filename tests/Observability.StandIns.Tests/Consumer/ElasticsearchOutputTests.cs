namespace Observability.StandIns.Tests.Consumer;

/// <summary>What the output to Elasticsearch sends, from a real broker to a server that plays the bulk API.</summary>
[Tier(Tier.Process)]
public sealed class ElasticsearchOutputTests(Broker broker) : IClassFixture<Broker>
{
    private static readonly (string, string)[] s_secrets = [("QUEUE_PASSWORD", "guest"), ("STORE_PASSWORD", "a secret")];

    [Fact]
    public async Task Documents_Ordinary_HaveTelegrafsShapeAndIndex()
    {
        await using var store = await StoreDouble.StartAsync();
        await using var consumer = await StartAsync("shape", store);

        await broker.PublishAsync("shape", ["""cpu,host=a,kind=batch usage=1.5,count=3i,up=true,note="x \"y\"" 1465839830100400200"""]);

        var document = (await Eventually.BecomesAsync("the document is there", () => store.Documents, found => found.Count == 1, Deadline.DataFlow))[0];
        Assert.Equal(
            """{"@timestamp":"2016-06-13T17:43:50.1004002Z","measurement_name":"cpu","tag":{"host":"a","kind":"batch"},"cpu":{"usage":1.5,"count":3,"up":true,"note":"x \"y\""}}""",
            document.GetProperty("document").GetRawText());
        var action = document.GetProperty("action").GetProperty("index");
        Assert.Equal("batch-2016.06.13", action.GetProperty("_index").GetString());
        Assert.Equal(64, action.GetProperty("_id").GetString()!.Length);
        Assert.Equal("Basic " + Convert.ToBase64String("elastic:a secret"u8), store.Requests.Single().Authorization);
    }

    [Fact]
    public async Task Documents_OneRefusedAndOneToBeTriedAgain_EachGetsWhatIsItsDue()
    {
        const int Count = 500;
        await using var store = await StoreDouble.StartAsync();
        var busy = 3;
        store.RefuseOne = document =>
            document.Contains("\"v\":123}", StringComparison.Ordinal) ? 400
            : document.Contains("\"v\":200}", StringComparison.Ordinal) && busy-- > 0 ? 429
            : null;
        await using var consumer = await StartAsync("mixed", store);

        await broker.PublishAsync("mixed", Enumerable.Range(0, Count).Select(i => $"m v={i}i {i}"));

        await Eventually.BecomesAsync("all others are there", () => store.Documents.Count, found => found == Count - 1, Deadline.DataFlow);
        await broker.SettlesAtAsync("mixed.dead", 1);
        Assert.Equal("m v=123i 123", await broker.GetAsync("mixed.dead"));
        await consumer.StopAsync();
        await broker.SettlesAtAsync("mixed", 0);
    }

    [Theory]
    [InlineData("strange", """{"message":"told to refuse"}""")]
    [InlineData("stranger", """{"errors":true,"items":[{"index":{"status":1.5}}]}""")]
    public async Task Documents_AnswerThatIsNoBulkAnswer_LosesNothing(string queue, string answer)
    {
        await using var store = await StoreDouble.StartAsync();
        store.Refusal = (answer, null);
        store.Refuse = (_, request) => request <= 2 ? 200 : null;
        await using var consumer = await StartAsync(queue, store);

        await broker.PublishAsync(queue, ["m v=1i 1"]);

        await Eventually.HoldsAsync("the document is there", () => store.Documents.Count == 1, Deadline.DataFlow);
    }

    [Theory]
    [InlineData("template-kept", false, 200, "HEAD")]
    [InlineData("template-made", false, 404, "HEAD PUT")]
    [InlineData("template-over", true, 200, "PUT")]
    public async Task Template_OneThatIsThere_IsOverwrittenOnlyWhereTheFileSaysSo(string queue, bool overwrites, int found, string expected)
    {
        await using var store = await StoreDouble.StartAsync();
        store.Refuse = (path, request) => path != "/_template/mine" ? null : request == 1 ? found : 200;
        await using var consumer = await StartAsync(
            queue, store, $"manage_template = true\ntemplate_name = \"mine\"\noverwrite_template = {(overwrites ? "true" : "false")}");

        await broker.PublishAsync(queue, ["m v=1i 1"]);

        await Eventually.HoldsAsync("the document is there", () => store.Documents.Count == 1, Deadline.DataFlow);
        Assert.Equal(expected, string.Join(' ', store.Requests.Where(request => request.Path == "/_template/mine").Select(request => request.Method)));
    }

    [Fact]
    public async Task Url_WithUserAndPassword_SignsInAndIsNotLogged()
    {
        await using var store = await StoreDouble.StartAsync();
        await store.GoAwayAsync();
        var url = store.Url.Replace("http://", "http://eve:canary%2Dsecret@", StringComparison.Ordinal);
        await using var consumer = await StartAsync("url", store, url: url, user: string.Empty);
        await broker.PublishAsync("url", ["m v=1i 1"]);
        await consumer.PrintsAsync($"[outputs.elasticsearch] {store.Url}: ");

        await store.ComeBackAsync();

        await Eventually.HoldsAsync("the document is there", () => store.Documents.Count == 1, Deadline.DataFlow);
        Assert.Equal("Basic " + Convert.ToBase64String("eve:canary-secret"u8), store.Requests.First().Authorization);
        Assert.DoesNotContain("canary", consumer.Output, StringComparison.Ordinal);
    }

    private async Task<RunningConsumer> StartAsync(
        string queue, StoreDouble store, string template = "manage_template = false", string? url = null, string user = "elastic")
    {
        Requires.RabbitMQ();
        await broker.DeclareAsync(queue);
        return await RunningConsumer.StartAsync(
            RunningConsumer.Pipeline(broker.Url, queue, $$$"""
                [[outputs.elasticsearch]]
                urls = ["{{{url ?? store.Url}}}"]
                index_name = "{{ kind }}-%Y.%m.%d"
                default_tag_value = "other"
                enable_sniffer = false
                {{{template}}}
                force_document_id = true
                username = "{{{user}}}"
                password = "${STORE_PASSWORD}"
                """),
            s_secrets);
    }
}
