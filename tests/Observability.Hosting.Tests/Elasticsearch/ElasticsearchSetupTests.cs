using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Observability.Hosting.Elasticsearch;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.Elasticsearch;

public class ElasticsearchSetupTests
{
    private const string Password = "canary-value";
    private static readonly ElasticsearchIndexPattern s_telegraf = new("telegraf-*", "@timestamp", null, null, null);
    private static readonly string s_basic = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"elastic:{Password}"))}";

    [Fact]
    public async Task RunAsync_EveryRun_PutsTheTemplateWithTheUsersPassword()
    {
        await using var server = await RecordingServer.StartAsync(_ => new RecordedAnswer(200, """{"acknowledged":true}"""));

        await RunAsync(server, Password, s_telegraf);
        await RunAsync(server, Password, s_telegraf);

        Assert.Equal(["PUT /_index_template/search", "PUT /_index_template/search"], server.Lines);
        Assert.All(server.Requests, request => Assert.Equal(s_basic, request.Authorization));
        Assert.True(JsonNode.DeepEquals(ElasticsearchTemplateWriter.Write([s_telegraf]), JsonNode.Parse(server.Requests[0].Body)));
    }

    [Fact]
    public async Task RunAsync_NoPattern_AsksNothing()
    {
        await using var server = await RecordingServer.StartAsync(_ => new RecordedAnswer(500, ""));

        await RunAsync(server, Password);

        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task RunAsync_WithoutSecurity_SendsNoCredentials()
    {
        await using var server = await RecordingServer.StartAsync(_ => new RecordedAnswer(200, """{"acknowledged":true}"""));

        await RunAsync(server, null, s_telegraf);

        Assert.Empty(Assert.Single(server.Requests).Authorization);
    }

    [Fact]
    public async Task RunAsync_AnotherPassword_SaysWhyAndBothRemedies()
    {
        await using var server = await RecordingServer.StartAsync(request => Refuse(
            401, "security_exception", $"unable to authenticate user [elastic] with {request.Authorization}"));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(server, Password, s_telegraf));

        Assert.Equal(
            "Resource 'Search': PUT /_index_template/search answered 401: unable to authenticate user [elastic] with Basic ***. The user elastic has "
            + "another password than the parameter 'search-password' holds: it was changed in the server. Set it (dotnet user-secrets set "
            + "Parameters:search-password …), or begin anew by deleting the server's data.",
            error.Message);
    }

    [Fact]
    public async Task RunAsync_Refused_QuotesTheServer()
    {
        await using var server = await RecordingServer.StartAsync(_ => Refuse(400, "illegal_argument_exception", "unknown setting [index.x]"));

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => RunAsync(server, Password, s_telegraf));

        Assert.Equal("Resource 'Search': PUT /_index_template/search answered 400: unknown setting [index.x]", error.Message);
    }

    private static RecordedAnswer Refuse(int status, string type, string reason) => new(
        status,
        new JsonObject { ["error"] = new JsonObject { ["type"] = type, ["reason"] = reason }, ["status"] = status }.ToJsonString());

    private static Task RunAsync(RecordingServer server, string? password, params ElasticsearchIndexPattern[] patterns) =>
        new ElasticsearchSetup("Search", server.Client, password, "search-password", TimeSpan.Zero)
            .RunAsync(patterns, TestContext.Current.CancellationToken);
}
