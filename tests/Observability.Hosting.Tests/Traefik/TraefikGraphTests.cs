using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Traefik;

namespace Observability.Hosting.Tests.Traefik;

public class TraefikGraphTests
{
    private static readonly NotStarted s_nothing = new("nothing can run it", "Install it.");

    [Fact]
    public void WithRoute_Targets_BecomeEdgesAndKnowTheirHosts()
    {
        var builder = DistributedApplication.CreateBuilder();
        var pushgateway = builder.AddPushgateway("pushgateway");
        var alertmanager = builder.AddAlertmanager("Alertmanager");

        var traefik = builder.AddTraefik("traefik")
            .WithRoute(pushgateway)
            .WithRoute(pushgateway)
            .WithRoute(pushgateway, "push")
            .WithRoute(alertmanager);

        Assert.Equal(
            ["Route traefik -> pushgateway.http", "Route traefik -> Alertmanager.http"],
            builder.Resources.GetEdges().Select(edge => $"{edge.Kind} {edge.From.Name} -> {edge.To.Resource.Name}.{edge.To.EndpointName}"));
        Assert.Equal(["pushgateway", "push"], pushgateway.Resource.GetRoutes().Select(route => route.Host));
        Assert.Equal(["alertmanager"], alertmanager.Resource.GetRoutes().Select(route => route.Host));
        Assert.All(alertmanager.Resource.GetRoutes(), route =>
        {
            Assert.Same(traefik.Resource, route.Gateway.Resource);
            Assert.Equal("http", route.Gateway.EndpointName);
        });
        Assert.Empty(traefik.Resource.Annotations.OfType<WaitAnnotation>());
    }

    [Theory]
    [InlineData("Grafana")]
    [InlineData("a.b")]
    [InlineData("a_b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("")]
    [InlineData("a\n")]
    [InlineData("a`) || Host(`b")]
    [InlineData("a123456789a123456789a123456789a123456789a123456789a123456789abcd")]
    public void WithRoute_HostIsNoLabel_IsRefused(string host)
    {
        var builder = DistributedApplication.CreateBuilder();
        var pushgateway = builder.AddPushgateway("pushgateway");

        var error = Assert.Throws<ArgumentException>(() => builder.AddTraefik("traefik").WithRoute(pushgateway, host));

        Assert.Contains("one DNS label", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithRoute_HostOfAnother_IsRefusedWithItsName()
    {
        var builder = DistributedApplication.CreateBuilder();
        var pushgateway = builder.AddPushgateway("pushgateway");
        var alertmanager = builder.AddAlertmanager("alertmanager");
        var traefik = builder.AddTraefik("traefik").WithRoute(pushgateway, "x");

        var taken = Assert.Throws<ArgumentException>(() => traefik.WithRoute(alertmanager, "x"));
        var own = Assert.Throws<ArgumentException>(() => traefik.WithRoute(alertmanager, "traefik"));

        Assert.Contains("already routed to 'pushgateway.http'", taken.Message, StringComparison.Ordinal);
        Assert.Contains("the gateway's own dashboard", own.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTraefik_StandIn_FilesTellItWhereToListenAndWhereToGo()
    {
        var builder = StandInBuilder();
        var pushgateway = builder.AddPushgateway("pushgateway", port: 41001);
        var alertmanager = builder.AddAlertmanager("alertmanager", port: 41002);
        var traefik = builder.AddTraefik("traefik").WithRoute(pushgateway).WithRoute(alertmanager);
        builder.CreateResourceBuilder(alertmanager.Resource).WithAnnotation(new NotStartedAnnotation(s_nothing));
        Allocate(pushgateway.Resource);

        var (configuration, routes) = await WriteAsync(builder, traefik.Resource);

        Assert.IsType<TraefikStandIn>(traefik.Resource);
        foreach (var (entryPoint, endpoint) in new[] { ("web", "http"), ("traefik", "admin"), ("metrics", "metrics") })
        {
            var port = traefik.GetEndpoint(endpoint).TargetPort;
            Assert.NotNull(port);
            Assert.Equal($"127.0.0.1:{port}", configuration.Scalar("entryPoints", entryPoint, "address"));
        }

        Assert.Equal("http://localhost:41001", routes!.Scalar("http", "services", "pushgateway", "loadBalancer", "servers", 0, "url"));
        Assert.Equal("Host(`pushgateway.localhost`)", routes!.Scalar("http", "routers", "pushgateway", "rule"));
        Assert.Equal("api@internal", routes!.Scalar("http", "routers", "traefik", "service"));
        Assert.Throws<KeyNotFoundException>(() => routes!.Scalar("http", "routers", "alertmanager", "rule"));
        Assert.DoesNotContain(traefik.Resource.Annotations.OfType<ConfigFileAnnotation>(), file => file.File.Sensitive);
    }

    [Fact]
    public async Task AddTraefik_StandIn_GetsTheServersOwnArgument()
    {
        var builder = StandInBuilder();
        var traefik = builder.AddTraefik("traefik").Resource;

        var configured = await ExecutionConfigurationBuilder.Create(traefik)
            .WithArgumentsConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        var arguments = configured.Arguments.Select(argument => argument.Value).ToList();
        Assert.Equal("gateway", arguments[^2]);
        Assert.StartsWith("--configFile=", arguments[^1], StringComparison.Ordinal);
        Assert.EndsWith("/traefik/etc/traefik/traefik.yml", arguments[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddTraefik_Publish_IsTheVendorsContainerWithTls()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--Stack:Domain=stack.example"]);
        var pushgateway = builder.AddPushgateway("pushgateway");

        var traefik = builder.AddTraefik("traefik").WithRoute(pushgateway, "push");
        var configured = await ExecutionConfigurationBuilder.Create(traefik.Resource)
            .WithArgumentsConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        var (configuration, routes) = await WriteAsync(builder, traefik.Resource);

        Assert.IsType<TraefikContainer>(traefik.Resource);
        Assert.True(traefik.Resource.TryGetContainerImageName(out var image));
        Assert.Equal("docker.io/library/traefik:v3.7.11", image);
        Assert.Equal(["--configFile=/etc/traefik/traefik.yml"], configured.Arguments.Select(argument => argument.Value));
        Assert.Equal(
            ["http:8000", "admin:8080", "metrics:9100", "websecure:8443"],
            traefik.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => $"{endpoint.Name}:{endpoint.TargetPort}"));
        Assert.StartsWith("0.0.0.0:", configuration.Scalar("entryPoints", "websecure", "address"), StringComparison.Ordinal);
        Assert.Null(routes);
        Assert.Equal("observability", configuration.Scalar("providers", "kubernetesIngress", "namespaces", 0));
        Assert.Equal("observability/traefik-public", configuration.Scalar("providers", "kubernetesIngress", "ingressEndpoint", "publishedService"));
    }

    [Fact]
    public async Task AddTraefik_Run_ShowsALinkForEachRoute()
    {
        var builder = StandInBuilder();
        var pushgateway = builder.AddPushgateway("pushgateway");
        var alertmanager = builder.AddAlertmanager("alertmanager").WithAnnotation(new NotStartedAnnotation(s_nothing));
        var traefik = builder.AddTraefik("traefik", port: 41000).WithRoute(pushgateway, "push").WithRoute(alertmanager);
        Allocate(traefik.Resource);
        var context = new ResourceUrlsCallbackContext(builder.ExecutionContext, traefik.Resource, cancellationToken: TestContext.Current.CancellationToken);

        foreach (var callback in traefik.Resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await callback.Callback(context);
        }

        Assert.Equal("http://push.localhost:41000", Assert.Single(context.Urls).Url);
    }

    [Theory]
    [InlineData("Version:      3.7.9\nCodename:     langres\nGo version:   go1.26.5\nBuilt:        2026-07-24T08:40:12Z\nOS/Arch:      linux/amd64\n", "3.7.9")]
    [InlineData("Version:      3.8.0-rc.1\nCodename:     langres\n", "3.8.0")]
    [InlineData("Version: 1.0.0\n", null)]
    [InlineData("Version:      dev\nCodename:     cheddar\n", null)]
    public void Facts_VersionOutput_IsRecognised(string output, string? version)
    {
        var match = TraefikFacts.Server.Native!.VersionPattern.Match(output);

        Assert.Equal(version, match.Success ? match.Groups["version"].Value : null);
    }

    private static IDistributedApplicationBuilder StandInBuilder()
    {
        var builder = DistributedApplication.CreateBuilder(["--Stack:Resources:traefik:Backend=standin"]);
        return builder.AddStandIns<StandIns>();
    }

    private static void Allocate(IResourceWithEndpoints resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", endpoint.Port ?? 41999);
        }
    }

    // In a cluster the routes are Ingress objects.
    private static async Task<(YamlDocument Configuration, YamlDocument? Routes)> WriteAsync(IDistributedApplicationBuilder builder, IResource traefik)
    {
        var context = ServerBuilderExtensions.CreateContext(Stack.For(builder), traefik, builder.ExecutionContext);
        var files = traefik.Annotations.OfType<ConfigFileAnnotation>().Select(annotation => annotation.File)
            .OrderBy(file => file.Path == TraefikFacts.RoutesPath).ToList();
        Assert.Equal(TraefikFacts.ConfigPath, files[0].Path);
        var texts = new List<string>();
        foreach (var file in files)
        {
            texts.Add(await file.Write(context, TestContext.Current.CancellationToken));
        }

        return (YamlDocument.Parse(texts[0]), texts.Count > 1 ? YamlDocument.Parse(texts[1]) : null);
    }

    private sealed class StandIns : IProjectMetadata
    {
        public string ProjectPath => Repository.Combine("src", "Observability.StandIns", "Observability.StandIns.csproj");
    }
}
