using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class HealthVerbsTests
{
    [Fact]
    public void WithHttpHealthCheck_Key_SaysWhatIsAsked()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithHttpEndpoint().WithHttpEndpoint(name: "admin");
        container.WithHttpHealthCheck().WithHttpHealthCheck("/-/ready", 204, "admin").WithHttpHealthCheck(() => container.GetEndpoint("admin"), "/x");

        Assert.Equal(["web_http_/_200_check", "web_admin_/-/ready_204_check", "web_admin_/x_200_check"], KeysOf(container.Resource));
    }

    [Fact]
    public void WithHttpHealthCheck_BothSchemes_TakesHttps()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithHttpEndpoint().WithHttpsEndpoint().WithHttpHealthCheck("/ok");

        Assert.Equal(["web_https_/ok_200_check"], KeysOf(container.Resource));
    }

    [Fact]
    public void WithHttpHealthCheck_NoSuchEndpoint_SaysWhatToCall()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithEndpoint(targetPort: 9000);

        Assert.Contains("WithHttpEndpoint", Message(() => container.WithHttpHealthCheck()), StringComparison.Ordinal);
        Assert.Contains("'admin'", Message(() => container.WithHttpHealthCheck(endpointName: "admin")), StringComparison.Ordinal);
        Assert.Contains("'tcp'", Message(() => container.WithHttpHealthCheck(endpointName: "tcp")), StringComparison.Ordinal);
    }

    [Fact]
    public void WithHealthCheck_SameKey_IsRefused()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithHealthCheck("mine");

        Assert.Contains("'mine'", Message(() => container.WithHealthCheck("mine")), StringComparison.Ordinal);
    }

    [Fact]
    public void WithHttpProbe_Defaults_AndTheCheckOfTheSamePath()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithHttpEndpoint()
            .WithHttpProbe(ProbeType.Readiness, "/ready").WithHttpProbe(ProbeType.Liveness, "/live", periodSeconds: 30)
            .WithHttpProbe(ProbeType.Liveness, "/alive");

        var probes = container.Resource.Annotations.OfType<EndpointProbeAnnotation>().ToList();
        Assert.Equal([(ProbeType.Readiness, "/ready"), (ProbeType.Liveness, "/alive")], probes.Select(probe => (probe.Type, probe.Path)));
        var defaults = probes[0];
        Assert.Equal((5, 5, 1, 3, 1), (defaults.InitialDelaySeconds, defaults.PeriodSeconds, defaults.TimeoutSeconds, defaults.FailureThreshold, defaults.SuccessThreshold));
        Assert.Equal("http", defaults.EndpointReference.EndpointName);
        Assert.Equal(["web_http_/ready_200_check", "web_http_/live_200_check", "web_http_/alive_200_check"], KeysOf(container.Resource));
    }

    [Fact]
    public async Task HttpHealthCheck_Answers_AreDescribedInOneLine()
    {
        await using var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = context.Request.Path == "/ready" ? 503 : 200;
            return Task.CompletedTask;
        });
        var builder = VerbModel.Run();
        var web = builder.AddContainer("web", "nginx").WithHttpEndpoint()
            .WithHttpHealthCheck("/ok").WithHttpHealthCheck("/ready").WithHttpHealthCheck("/created", 201);
        VerbModel.Allocate(web, "http", server.Port);

        var report = await CheckAsync(builder, web.Resource);
        Assert.Equal(
            [
                (HealthStatus.Healthy, $"GET http://localhost:{server.Port}/ok: 200 OK"),
                (HealthStatus.Unhealthy, $"GET http://localhost:{server.Port}/ready: 503 Service Unavailable"),
                (HealthStatus.Unhealthy, $"GET http://localhost:{server.Port}/created: 200 OK (expected 201)"),
            ],
            report);
    }

    [Fact]
    public async Task HttpHealthCheck_NoAddressOrNobodyListens_SaysSo()
    {
        var builder = VerbModel.Run();
        var web = builder.AddContainer("web", "nginx").WithHttpEndpoint().WithHttpHealthCheck();
        var (status, description) = Assert.Single(await CheckAsync(builder, web.Resource));
        Assert.Equal((HealthStatus.Unhealthy, "Endpoint 'http' of 'web' has no address yet"), (status, description));

        var port = FreePort.Take();
        VerbModel.Allocate(web, "http", port);
        (status, description) = Assert.Single(await CheckAsync(builder, web.Resource));
        Assert.Equal(HealthStatus.Unhealthy, status);
        Assert.StartsWith($"GET http://localhost:{port}/: Connection refused", description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExternalServiceHealthCheck_ParameterUrl_IsAsked()
    {
        await using var server = await LocalServer.StartAsync(_ => Task.CompletedTask);
        var builder = VerbModel.Run($"--Parameters:url=http://127.0.0.1:{server.Port}");
        var service = builder.AddExternalService("api", builder.AddParameter("url")).WithHttpHealthCheck("/ok");

        Assert.Equal(["api_external_/ok_200_check"], KeysOf(service.Resource));
        Assert.Equal(
            [(HealthStatus.Healthy, $"GET http://127.0.0.1:{server.Port}/ok: 200 OK")],
            await CheckAsync(builder, service.Resource));
    }

    private static async Task<(HealthStatus Status, string Description)[]> CheckAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        await using var services = builder.Services.BuildServiceProvider();
        var keys = KeysOf(resource);
        var report = await services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(registration => keys.Contains(registration.Name), TestContext.Current.CancellationToken);
        return [.. keys.Select(key => (report.Entries[key].Status, report.Entries[key].Description ?? ""))];
    }

    private static string[] KeysOf(IResource resource) => [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key)];

    private static string Message(Action action) => Assert.Throws<DistributedApplicationException>(action).Message;
}
