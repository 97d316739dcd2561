using System.Net;
using System.Text.Json;

namespace Observability.StandIns.Tests.Gateway;

public abstract partial class GatewayContract<TBackend>
{
    [Fact]
    public async Task Ping_Running_IsOk()
    {
        var gateway = await fixture.GatewayAsync();

        Assert.Equal("OK", await gateway.TextAsync(gateway.AdminPort, "/ping"));
    }

    [Fact]
    public async Task Files_NewAndGone_RoutesComeAndGo()
    {
        var gateway = await fixture.GatewayAsync();
        Assert.Null(await ServedByAsync("later.localhost", "/"));

        gateway.WriteFile("later.yml", Route("later", fixture.One.Url));
        await Eventually.BecomesAsync("the route comes", _ => ServedByAsync("later.localhost", "/"), server => server == "one", Deadline.InProcess);

        gateway.DeleteFile("later.yml");
        await Eventually.BecomesAsync("the route goes", _ => ServedByAsync("later.localhost", "/"), server => server is null, Deadline.InProcess);
    }

    [Fact]
    public async Task File_Broken_OldRoutesStayAndTheLogNamesIt()
    {
        var gateway = await fixture.GatewayAsync();
        gateway.WriteFile("fragile.yml", Route("fragile", fixture.One.Url));
        await Eventually.BecomesAsync("the route comes", _ => ServedByAsync("fragile.localhost", "/"), server => server == "one", Deadline.InProcess);

        gateway.WriteFile("fragile.yml", "http:\n  routers: [\n");
        await Eventually.HoldsAsync(
            "the log names the file", async _ => (await gateway.ReadOutputAsync()).Contains("fragile.yml", StringComparison.Ordinal), Deadline.InProcess);

        Assert.Equal("one", await ServedByAsync("fragile.localhost", "/"));
        Assert.Equal("one", await ServedByAsync("one.localhost", "/"));

        gateway.WriteFile("fragile.yml", Route("mended", fixture.One.Url));
        await Eventually.BecomesAsync("the new route comes", _ => ServedByAsync("mended.localhost", "/"), server => server == "one", Deadline.InProcess);
        gateway.DeleteFile("fragile.yml");
    }

    [Fact]
    public async Task Metrics_AfterRequests_CountThemByEntryPointAndService()
    {
        var gateway = await fixture.GatewayAsync();
        await ServedByAsync("one.localhost", "/");
        await ServedByAsync("nobody.localhost", "/");

        // A request is counted when all of it is over, which can be after its client has read the answer.
        var metrics = await Eventually.BecomesAsync(
            "both requests are counted",
            async _ => await gateway.TextAsync(gateway.MetricsPort, "/metrics"),
            text => HasSample(text, "traefik_entrypoint_requests_total", "entrypoint=\"web\"", "code=\"404\"", "method=\"GET\"", "protocol=\"http\"")
                && HasSample(text, "traefik_service_requests_total", "service=\"one@file\"", "code=\"200\"", "method=\"GET\"", "protocol=\"http\""),
            Deadline.InProcess);

        Assert.True(HasSample(metrics, "traefik_entrypoint_requests_total", "entrypoint=\"web\"", "code=\"200\""));
        Assert.True(HasSample(metrics, "traefik_service_request_duration_seconds_bucket", "service=\"one@file\"", "le=\"+Inf\""));
        Assert.True(HasSample(metrics, "traefik_config_reloads_total"));
        Assert.True(HasSample(metrics, "traefik_config_last_reload_success"));
        Assert.True(HasSample(metrics, "traefik_open_connections", "entrypoint=\"metrics\"", "protocol=\"TCP\""));
    }

    [Fact]
    public async Task Api_Routers_TellsWhichAreInForce()
    {
        var gateway = await fixture.GatewayAsync();

        using var routers = JsonDocument.Parse(await gateway.TextAsync(gateway.AdminPort, "/api/http/routers"));
        var one = Find(routers.RootElement, "one@file");
        var mistaken = Find(routers.RootElement, "mistaken@file");

        Assert.Equal("Host(`one.localhost`)", one.GetProperty("rule").GetString());
        Assert.Equal("enabled", one.GetProperty("status").GetString());
        Assert.Equal("Host(`one.localhost`)".Length, one.GetProperty("priority").GetInt64());
        Assert.Equal("disabled", mistaken.GetProperty("status").GetString());
        Assert.NotEqual(0, mistaken.GetProperty("error").GetArrayLength());
    }

    [Fact]
    public async Task Api_UnderAHostOfItsOwn_IsThere()
    {
        var gateway = await fixture.GatewayAsync();

        using var root = await gateway.GetAsync("traefik.localhost", "/");
        Assert.Equal(HttpStatusCode.Found, root.StatusCode);
        Assert.Equal("/dashboard/", root.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync(gateway.WebPort, "traefik.localhost", "/dashboard/"));
        Assert.Equal(HttpStatusCode.OK, await gateway.StatusAsync(gateway.WebPort, "traefik.localhost", "/api/rawdata"));
    }

    [Fact]
    public async Task Stop_Asked_EndsWithoutAnError()
    {
        await using var gateway = await fixture.Backend.StartAsync(string.Empty);

        Assert.Equal(0, await gateway.StopAsync());
    }

    private static bool HasSample(string metrics, string name, params string[] labels) => metrics.Split('\n').Any(line =>
        line.StartsWith(name, StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)));

    private static JsonElement Find(JsonElement list, string name) =>
        list.EnumerateArray().Single(item => item.GetProperty("name").GetString() == name);
}
