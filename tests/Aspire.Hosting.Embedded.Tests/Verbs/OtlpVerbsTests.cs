namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class OtlpVerbsTests
{
    private static readonly string[] s_listeners =
    [
        "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:4317",
        "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=http://localhost:4318",
        "--AppHost:OtlpApiKey=key",
    ];

    [Fact]
    public async Task WithOtlpExporter_ByDefault_SendsByGrpc()
    {
        var app = VerbModel.Run([.. s_listeners, "--environment", "Development"]).AddExecutable("app", "server", ".").WithOtlpExporter();

        var environment = await VerbModel.EnvironmentOf(app);
        Assert.Equal("http://localhost:4317", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("grpc", environment["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.Equal("app", environment["OTEL_SERVICE_NAME"]);
        Assert.Matches("^service\\.instance\\.id=[a-z]{8}$", environment["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.Equal("x-otlp-api-key=key", environment["OTEL_EXPORTER_OTLP_HEADERS"]);
        Assert.Equal("1000", environment["OTEL_METRIC_EXPORT_INTERVAL"]);
        Assert.Equal("always_on", environment["OTEL_TRACES_SAMPLER"]);
    }

    [Fact]
    public async Task WithOtlpExporter_ProtocolChosenLater_Wins()
    {
        var app = VerbModel.Run([.. s_listeners, "--environment", "Production"]).AddExecutable("app", "server", ".")
            .WithOtlpExporter().WithOtlpExporter(OtlpProtocol.HttpProtobuf);

        var environment = await VerbModel.EnvironmentOf(app);
        Assert.Equal("http://localhost:4318", environment["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        Assert.Equal("http/protobuf", environment["OTEL_EXPORTER_OTLP_PROTOCOL"]);
        Assert.DoesNotContain("OTEL_METRIC_EXPORT_INTERVAL", environment.Keys);
    }

    [Fact]
    public async Task WithOtlpExporter_Publish_SetsNothing()
    {
        var app = VerbModel.Publish(s_listeners).AddExecutable("app", "server", ".").WithOtlpExporter();

        Assert.Empty(await VerbModel.EnvironmentOf(app));
    }

    [Fact]
    public async Task InstanceId_AskedTwice_IsTheSame()
    {
        var app = VerbModel.Run(s_listeners).AddExecutable("app", "server", ".").WithOtlpExporter();

        Assert.Equal(
            (await VerbModel.EnvironmentOf(app))["OTEL_RESOURCE_ATTRIBUTES"],
            (await VerbModel.EnvironmentOf(app))["OTEL_RESOURCE_ATTRIBUTES"]);
    }
}
