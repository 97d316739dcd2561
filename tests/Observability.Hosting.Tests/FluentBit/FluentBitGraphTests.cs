using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.FluentBit;
using Observability.Hosting.Model;
using Observability.Hosting.Tests.Model;

namespace Observability.Hosting.Tests.FluentBit;

public class FluentBitGraphTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);

    [Fact]
    public void WithOutput_Twice_IsOneEdge()
    {
        var openObserve = _builder.AddOpenObserve("openobserve");

        _builder.AddFluentBit("fluent-bit").WithOutput(openObserve).WithOutput(openObserve);

        Assert.Equal(
            ["Log fluent-bit -> openobserve.http"],
            _builder.Resources.GetEdges().Select(edge => $"{edge.Kind} {edge.From.Name} -> {edge.To.Resource.Name}.{edge.To.EndpointName}"));
    }

    [Fact]
    public async Task AddFluentBit_Publish_IsTheVendorsContainerWithItsPaths()
    {
        var fluentBit = _builder.AddFluentBit("fluent-bit").Resource;

        Assert.True(fluentBit.TryGetContainerImageName(out var image));
        Assert.Equal("cr.fluentbit.io/fluent/fluent-bit:5.1.1", image);
        Assert.Equal("/fluent-bit/bin/fluent-bit", ((ContainerResource)fluentBit).Entrypoint);
        var (arguments, environment) = await ConfigureAsync(fluentBit);
        Assert.Equal(["--config", "/fluent-bit/etc/conf/fluent-bit.yaml"], arguments);
        Assert.Equal([new("FLUENT_BIT_HTTP_PORT", "{fluent-bit.bindings.http.targetPort}")], environment);
        var probes = Assert.Single(fluentBit.Annotations.OfType<ProbesAnnotation>());
        Assert.Equal(("/api/v1/health", "/"), (probes.Readiness.Path, probes.Liveness.Path));
        Assert.Equal("/api/v2/metrics/prometheus", Assert.Single(fluentBit.Annotations.OfType<MetricsAnnotation>()).Path);
        Assert.Equal("/var/lib/fluent-bit", Assert.Single(fluentBit.Annotations.OfType<DataFolderAnnotation>()).Path);
        Assert.Equal("/var/log/stack", Assert.Single(fluentBit.Annotations.OfType<StackLogsAnnotation>()).ImagePath);
    }

    [Fact]
    public async Task Config_Receiver_TellsPathUserHeadersAndWhereThePasswordIs()
    {
        var openObserve = _builder.AddOpenObserve("open-observe");
        var fluentBit = _builder.AddFluentBit("fluent-bit").WithOutput(openObserve).Resource;
        openObserve.WithRootUser("ops@example.org");

        var text = await ConfigAsync(fluentBit);
        var config = YamlDocument.Parse(text);

        Assert.Equal("/api/default/v1/logs", config.Scalar("pipeline", "outputs", 0, "logs_uri"));
        Assert.Equal("ops@example.org", config.Scalar("pipeline", "outputs", 0, "http_user"));
        Assert.Equal("${OPEN_OBSERVE_PASSWORD}", config.Scalar("pipeline", "outputs", 0, "http_passwd"));
        Assert.Equal("stream-name default", config.Scalar("pipeline", "outputs", 0, "header", 0));
        Assert.Equal("/var/log/containers/*.log", config.Scalar("pipeline", "inputs", 0, "path"));
        var (_, environment) = await ConfigureAsync(fluentBit);
        Assert.Equal("{open-observe-password.value}", environment["OPEN_OBSERVE_PASSWORD"]);
    }

    [Fact]
    public async Task Config_ReceiverThatIsOpen_HasNoCredentials()
    {
        var gateway = _builder.AddResource(new OtlpContainer("gateway")).WithImage("gateway")
            .WithHttpEndpoint(targetPort: 4318, name: "otlp")
            .WithAnnotation(new OtlpReceiverAnnotation("otlp"));
        var fluentBit = _builder.AddFluentBit("fluent-bit").WithOutput(gateway).Resource;

        var text = await ConfigAsync(fluentBit);

        Assert.Equal("/v1/logs", YamlDocument.Parse(text).Scalar("pipeline", "outputs", 0, "logs_uri"));
        Assert.DoesNotContain("http_passwd", text, StringComparison.Ordinal);
        Assert.DoesNotContain("http_user", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_ReceiverTakenOutOfTheGraph_ReadsNothing()
    {
        var fluentBit = _builder.AddFluentBit("fluent-bit").WithOutput(_builder.AddOpenObserve("openobserve")).Resource;
        fluentBit.Annotations.Remove(fluentBit.Annotations.OfType<EdgeAnnotation>().Single());

        var text = await ConfigAsync(fluentBit);

        Assert.DoesNotContain("tail", text, StringComparison.Ordinal);
        Assert.Single((await ConfigureAsync(fluentBit)).Environment);
    }

    [Fact]
    public async Task WithTalosMachineLogs_Publish_AddsInputAndEndpoint()
    {
        var fluentBit = _builder.AddFluentBit("fluent-bit").WithOutput(_builder.AddOpenObserve("openobserve"))
            .WithTalosMachineLogs(6000).WithTalosMachineLogs(6000);

        Assert.Equal("6000", YamlDocument.Parse(await ConfigAsync(fluentBit.Resource)).Scalar("pipeline", "inputs", 1, "port"));
        Assert.Equal(6000, fluentBit.Resource.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "talos").TargetPort);
        Assert.Throws<InvalidOperationException>(() => fluentBit.WithTalosMachineLogs());
    }

    [Fact]
    public void WithTalosMachineLogs_Laptop_OpensNoPort()
    {
        var fluentBit = DistributedApplication.CreateBuilder().AddFluentBit("fluent-bit").WithTalosMachineLogs().Resource;

        Assert.Equal(["http"], fluentBit.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.Name));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65536)]
    [InlineData(2020)]
    public void WithTalosMachineLogs_NoPortForThem_IsRefused(int port) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _builder.AddFluentBit("fluent-bit").WithTalosMachineLogs(port));

    private Task<string> ConfigAsync(IResource fluentBit)
    {
        var file = fluentBit.Annotations.OfType<ConfigFileAnnotation>().Single().File;
        var context = new ServerContext(fluentBit, FluentBitFacts.Server.ImageVersion, root: null, _builder.ExecutionContext);
        return file.Write(context, TestContext.Current.CancellationToken);
    }

    private async Task<(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)> ConfigureAsync(IResource resource)
    {
        var configured = await ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(_builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        return ([.. configured.Arguments.Select(argument => argument.Value)], configured.EnvironmentVariables.ToDictionary(StringComparer.Ordinal));
    }
}
