using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Observability.Hosting.Backends;

namespace Observability.Hosting.Tests.Backends;

public class SetupApiTests
{
    private const string Secret = "canary-value";
    private static readonly TimeSpan s_atOnce = TimeSpan.Zero;

    [Theory]
    [InlineData("""{"code":"invalid","message":"bucket name is empty"}""", "bucket name is empty")]
    [InlineData("""{"error":{"type":"x","reason":"unknown setting [y]"},"status":400}""", "unknown setting [y]")]
    [InlineData("""{"error":"no such user"}""", "no such user")]
    [InlineData("<html>Bad gateway</html>", "<html>Bad gateway</html>")]
    public async Task RequireAsync_Refused_SaysResourceRequestStatusAndTheServersWords(string body, string expected)
    {
        await using var server = await RecordingServer.StartAsync(_ => new RecordedAnswer(400, body));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => CreateApi(server).RequireAsync(HttpMethod.Put, "/thing?a=b", null, TestContext.Current.CancellationToken));

        Assert.Equal($"Resource 'store': PUT /thing?a=b answered 400: {expected}", error.Message);
    }

    [Fact]
    public async Task RequireAsync_RefusedWithoutAWord_SaysTheRest()
    {
        await using var server = await RecordingServer.StartAsync(_ => new RecordedAnswer(500, ""));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => CreateApi(server).RequireAsync(HttpMethod.Get, "/thing", null, TestContext.Current.CancellationToken));

        Assert.Equal("Resource 'store': GET /thing answered 500.", error.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(280)]
    [InlineData(295)]
    public async Task RequireAsync_ServerRepeatsTheSecret_NoPartOfItIsInTheMessage(int lead)
    {
        var body = new JsonObject { ["message"] = new string('x', lead) + $"invalid token {Secret} and {Secret}" };
        await using var server = await RecordingServer.StartAsync(_ => new RecordedAnswer(400, body.ToJsonString()));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => CreateApi(server).RequireAsync(HttpMethod.Post, "/thing", null, TestContext.Current.CancellationToken));

        Assert.DoesNotContain("canary", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendAsync_ServerNotReadyForAMoment_AsksAgainWithTheSameBody()
    {
        var answers = 0;
        await using var server = await RecordingServer.StartAsync(
            _ => ++answers < 3 ? new RecordedAnswer(503, "") : new RecordedAnswer(201, """{"id":"1"}"""));
        var api = new SetupApi("store", server.Client, new AuthenticationHeaderValue("Token", Secret), [Secret]);

        var body = await api.RequireAsync(HttpMethod.Post, "/thing", new JsonObject { ["a"] = 1 }, TestContext.Current.CancellationToken);

        Assert.Equal("1", body!["id"]!.GetValue<string>());
        Assert.Equal(
            Enumerable.Repeat(new RecordedRequest("POST", "/thing", $"Token {Secret}", """{"a":1}"""), 3), server.Requests);
    }

    [Fact]
    public async Task SendAsync_NobodyListens_SaysWhoDidNotAnswer()
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{FreePort.Take()}") };
        var api = new SetupApi("store", http, null, [], s_atOnce);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => api.SendAsync(HttpMethod.Get, "/thing", null, TestContext.Current.CancellationToken));

        Assert.StartsWith("Resource 'store': GET /thing got no answer: ", error.Message, StringComparison.Ordinal);
    }

    private static SetupApi CreateApi(RecordingServer server) =>
        new("store", server.Client, new AuthenticationHeaderValue("Token", Secret), [Secret], s_atOnce);
}
