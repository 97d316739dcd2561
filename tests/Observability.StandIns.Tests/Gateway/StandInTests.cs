using System.Net;

namespace Observability.StandIns.Tests.Gateway;

/// <summary>What the stand-in says of itself and of what it does not do.</summary>
[Tier(Tier.Process)]
public sealed class StandInTests
{
    private const string Routes = """
        http:
          routers:
            pattern:
              rule: Host(`pattern.localhost`) && PathRegexp(`^/[0-9]+$`)
              service: nowhere
            guarded:
              rule: Host(`guarded.localhost`)
              middlewares: [guard]
              service: nowhere
            weighted:
              rule: Host(`weighted.localhost`)
              service: weighted
            none:
              rule: Host(`none.localhost`)
              service: none
            astray:
              rule: Host(`astray.localhost`)
              service: missing
          middlewares:
            guard: {basicAuth: {users: [x]}}
          services:
            nowhere: {loadBalancer: {servers: [{url: "http://127.0.0.1:1"}]}}
            weighted: {weighted: {services: [{name: nowhere}]}}
            none: {loadBalancer: {servers: []}}
        tcp: {}
        """;

    [Theory]
    [InlineData("pattern.localhost", "PathRegexp (router pattern@file)")]
    [InlineData("guarded.localhost", "http.middlewares.guard.basicAuth (router guarded@file)")]
    [InlineData("weighted.localhost", "http.services.weighted.weighted (router weighted@file)")]
    public async Task Request_NeedsAFeatureThatIsNotHere_Is501WithItsName(string host, string feature)
    {
        await using var gateway = await StartAsync();

        using var response = await gateway.GetAsync(host, "/1");

        Assert.Equal(HttpStatusCode.NotImplemented, response.StatusCode);
        Assert.Contains(feature, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(feature, await gateway.ReadOutputAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WhoseFateDoesNotDependOnIt_Is404()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await gateway.StatusAsync(gateway.WebPort, "other.localhost", "/1"));
        Assert.Equal(HttpStatusCode.NotFound, await gateway.StatusAsync(gateway.WebPort, "astray.localhost", "/"));
        Assert.Contains("Router astray@file is not in force: there is no service 'missing@file'", await gateway.ReadOutputAsync(), StringComparison.Ordinal);
        Assert.Contains("tcp: this stand-in for Traefik does not support it", await gateway.ReadOutputAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_QuietStart_HasNoWarning()
    {
        await using var gateway = await GatewayProcess.StartAsync(StandInBackend.Command, string.Empty);

        Assert.DoesNotContain("warn:", await gateway.ReadOutputAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("fail:", await gateway.ReadOutputAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_WithoutServers_Is503()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await gateway.StatusAsync(gateway.WebPort, "none.localhost", "/"));
    }

    [Fact]
    public async Task Dashboard_Page_SaysWhatItIsAndListsTheRoutes()
    {
        await using var gateway = await StartAsync();

        var page = await gateway.TextAsync(gateway.AdminPort, "/dashboard/");

        Assert.Contains("stand-in for Traefik", page, StringComparison.Ordinal);
        Assert.Contains("Host(`guarded.localhost`)", page, StringComparison.Ordinal);
        Assert.Contains("not supported: http.middlewares.guard.basicAuth", page, StringComparison.Ordinal);
        Assert.Contains("not in force: there is no service", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Api_OtherPaths_Are501()
    {
        await using var gateway = await StartAsync();

        Assert.Equal(HttpStatusCode.NotImplemented, await gateway.StatusAsync(gateway.AdminPort, "localhost", "/api/overview"));
    }

    [Fact]
    public async Task File_BrokenOnce_IsLoggedOnce()
    {
        await using var gateway = await StartAsync();

        gateway.WriteFile("broken.yml", "http: {{ env \"X\" }}");
        await Eventually.BecomesAsync("it is logged", _ => RefusalsAsync(gateway), count => count == 1, Deadline.InProcess);
        gateway.WriteFile("other.txt", "no configuration");
        gateway.WriteFile("broken.yml", "http: {{ env \"X\" }}");
        gateway.WriteFile("broken.yml", "http: [");
        await Eventually.BecomesAsync("the next is logged", _ => RefusalsAsync(gateway), count => count > 1, Deadline.InProcess);

        Assert.Equal(2, await RefusalsAsync(gateway));
        Assert.Contains("broken.yml: this stand-in for Traefik does not support Go templates", await gateway.ReadOutputAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("entryPoints: {web: {address: ':0', proxyProtocol: {insecure: true}}}", "entryPoints.web.proxyProtocol: this stand-in for Traefik does not support it")]
    [InlineData("entryPoints: {web: {address: 'x:y'}}\ntracing: {}", "tracing: this stand-in")]
    [InlineData("entryPoints: {web: {address: 'x:y'}}\ntracing: {}", "entryPoints.web.address: 'x:y' is not")]
    [InlineData("entryPoints: {web: {address: ':0'}}\nping: {entryPoint: nobody}", "ping.entryPoint: there is no entry point 'nobody'")]
    [InlineData("entryPoints: {web: {address: ':0'}}\nproviders: {file: {directory: /no/such/folder}}", "providers.file: there is no /no/such/folder")]
    [InlineData("entryPoints: [", "traefik.yml:")]
    [InlineData("", "entryPoints: there is none")]
    public async Task Start_MistakeInTheStaticConfiguration_NamesFileAndFieldAndEnds(string text, string message)
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("traefik.yml", text);
        var (program, arguments) = StandInBackend.Command;
        await using var process = ChildProcess.Start(program, [.. arguments, $"--configFile={file}"]);

        Assert.Equal(1, await process.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains(file, process.Output, StringComparison.Ordinal);
        Assert.Contains(message, process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortTaken_SaysWhichAndEnds()
    {
        using var taken = FreePort.Occupy(out var port);
        using var folder = new TemporaryFolder();
        var file = folder.Write("traefik.yml", $"entryPoints: {{web: {{address: '127.0.0.1:{port}'}}}}");
        var (program, arguments) = StandInBackend.Command;
        await using var process = ChildProcess.Start(program, [.. arguments, "--config", file]);

        Assert.Equal(1, await process.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains($"gateway: Failed to bind to address http://127.0.0.1:{port}", process.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", process.Output, StringComparison.Ordinal);
    }

    private static async Task<int> RefusalsAsync(RunningGateway gateway) => (await gateway.ReadOutputAsync()).Split("Configuration refused").Length - 1;

    private static Task<RunningGateway> StartAsync() =>
        GatewayProcess.StartAsync(StandInBackend.Command, string.Empty, ("routes.yml", Routes));
}
