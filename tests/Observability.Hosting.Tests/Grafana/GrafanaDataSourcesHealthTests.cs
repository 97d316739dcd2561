using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Observability.Hosting.Grafana;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Grafana;

/// <summary>The check asks a small server that answers as Grafana's API does.</summary>
public sealed class GrafanaDataSourcesHealthTests : IAsyncLifetime
{
    private const string Password = "canary-value";
    private const string BothSources = """[{"id":1,"uid":"prometheus","name":"prometheus","type":"prometheus"},{"id":2,"uid":"loki","name":"loki","type":"loki"}]""";
    private const string BothPlugins = """[{"name":"Prometheus","type":"datasource","id":"prometheus"},{"name":"Loki","type":"datasource","id":"loki"}]""";

    private readonly WebApplication _api = CreateApi();
    private string _sources = BothSources;
    private string _plugins = BothPlugins;
    private int _status = StatusCodes.Status200OK;

    public async ValueTask InitializeAsync()
    {
        _api.MapGet("/api/datasources", context => AnswerAsync(context, _sources));
        _api.MapGet("/api/plugins", context => AnswerAsync(context, context.Request.Query["type"] == "datasource" ? _plugins : "[]"));
        await _api.StartAsync(TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    [Fact]
    public async Task CheckHealthAsync_EverythingThere_IsHealthy()
    {
        var result = await CheckAsync();

        Assert.Equal(HealthStatus.Healthy, result.Status);
        Assert.Equal("2 data sources and their plugins are there", result.Description);
    }

    [Fact]
    public async Task CheckHealthAsync_MoreThanExpected_IsHealthy()
    {
        _sources = _sources.Replace("[{", """[{"uid":"by-hand","type":"tempo"},{""", StringComparison.Ordinal);

        Assert.Equal(HealthStatus.Healthy, (await CheckAsync()).Status);
    }

    [Fact]
    public async Task CheckHealthAsync_DataSourceMissing_NamesIt()
    {
        _sources = """[{"uid":"prometheus","type":"prometheus"}]""";

        await IsUnhealthyAsync("no data source loki");
    }

    [Fact]
    public async Task CheckHealthAsync_PluginLost_NamesItAndWhoNeedsIt()
    {
        _plugins = """[{"type":"datasource","id":"loki"}]""";

        await IsUnhealthyAsync("no plugin prometheus, which prometheus needs");
    }

    [Fact]
    public async Task CheckHealthAsync_SourceMissingAndPluginLost_SaysBoth()
    {
        _sources = "[]";
        _plugins = """[{"type":"datasource","id":"loki"}]""";

        await IsUnhealthyAsync("no data source prometheus, loki; no plugin prometheus, which prometheus needs");
    }

    [Fact]
    public async Task CheckHealthAsync_OtherPassword_SaysSoWithoutShowingIt()
    {
        var result = await CheckAsync("another");

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.StartsWith("GET /api/datasources: 401: the password of admin is not the generated one", result.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("another", result.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CheckHealthAsync_ServerFails_NamesRequestAndStatus()
    {
        _status = StatusCodes.Status503ServiceUnavailable;

        await IsUnhealthyAsync("GET /api/datasources: 503");
    }

    [Fact]
    public async Task CheckHealthAsync_AnswerIsNoList_IsUnhealthy()
    {
        _sources = """{"message":"moved"}""";

        await IsUnhealthyAsync("GET /api/datasources: the answer is no list");
    }

    [Fact]
    public async Task CheckHealthAsync_NobodyListens_IsUnhealthy()
    {
        await _api.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HealthStatus.Unhealthy, (await CheckAsync()).Status);
    }

    private static WebApplication CreateApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        return builder.Build();
    }

    private async Task AnswerAsync(HttpContext context, string body)
    {
        var expected = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{Password}"))}";
        context.Response.StatusCode = context.Request.Headers.Authorization == expected ? _status : StatusCodes.Status401Unauthorized;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private async Task IsUnhealthyAsync(string description)
    {
        var result = await CheckAsync();

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Equal(description, result.Description);
    }

    private Task<HealthCheckResult> CheckAsync(string password = Password)
    {
        var url = _api.Urls.FirstOrDefault() ?? "http://127.0.0.1:1";
        DataSource[] expected = [FakeStore.Source("prometheus", "prometheus"), FakeStore.Source("loki")];
        var check = new GrafanaDataSourcesHealth(() => url, () => expected, _ => ValueTask.FromResult<string?>(password));
        return check.CheckHealthAsync(new HealthCheckContext(), TestContext.Current.CancellationToken);
    }
}
