using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Loki;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Loki;

public sealed class LokiGraphTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void WithAlertmanager_Twice_IsOneEdge()
    {
        var builder = DistributedApplication.CreateBuilder();
        var alertmanager = builder.AddAlertmanager("alertmanager");

        builder.AddLoki("loki").WithAlertmanager(alertmanager).WithAlertmanager(alertmanager);

        Assert.Equal(
            ["Alert loki -> alertmanager.http"],
            builder.Resources.GetEdges().Select(edge => $"{edge.Kind} {edge.From.Name} -> {edge.To.Resource.Name}.{edge.To.EndpointName}"));
    }

    [Fact]
    public async Task AddLoki_Publish_ListensOnTheImagesPortsAndReadsNoEnvironment()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var loki = builder.AddLoki("loki").Resource;

        Assert.True(loki.TryGetContainerImageName(out var image));
        Assert.Equal("docker.io/grafana/loki:3.7.6", image);
        Assert.Equal(
            ["-config.file=/etc/loki/local-config.yaml",
             "-server.http-listen-port={loki.bindings.http.targetPort}",
             "-server.grpc-listen-port={loki.bindings.grpc.targetPort}"],
            await ArgumentsAsync(builder, loki));
    }

    [Fact]
    public void WriteArguments_Process_ListensOnLoopbackOnly()
    {
        var loki = new LokiProcess("loki", "/usr/bin/loki", "/");
        var context = new ServerContext(
            loki, new Version(3, 7), "/state/loki", new DistributedApplicationExecutionContext(DistributedApplicationOperation.Run));

        var arguments = LokiBuilderExtensions.WriteArguments(loki, new LokiSettings(), context)
            .Select(argument => argument is ReferenceExpression expression ? expression.ValueExpression : argument);

        Assert.Equal(
            ["-config.file=/state/loki/etc/loki/local-config.yaml",
             "-server.http-listen-address=127.0.0.1",
             "-server.http-listen-port={loki.bindings.http.targetPort}",
             "-server.grpc-listen-address=127.0.0.1",
             "-server.grpc-listen-port={loki.bindings.grpc.targetPort}"],
            arguments);
    }

    [Fact]
    public async Task AddLoki_StandIn_GetsTheServersOwnArgumentsAndFiles()
    {
        var builder = DistributedApplication.CreateBuilder(["--Stack:Resources:loki:Backend=standin"]).AddStandIns<StandIns>();
        var rules = _folder.Write("rules.yml", "groups: []");

        var loki = builder.AddLoki("loki").WithTenant("team").WithRules(rules).Resource;

        Assert.IsType<LokiStandIn>(loki);
        foreach (var endpoint in loki.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", endpoint.Port ?? 41999);
        }

        var arguments = (await ArgumentsAsync(builder, loki)).ToList();
        Assert.Equal("logs", arguments.SkipWhile(argument => argument != "logs").First());
        Assert.EndsWith("/loki/etc/loki/local-config.yaml", Assert.Single(arguments, argument => argument.StartsWith("-config.file=", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("-server.http-listen-address=127.0.0.1", arguments);
        Assert.Equal(
            ["/etc/loki/local-config.yaml", "/etc/loki/rules/team/rules.yml"],
            loki.Annotations.OfType<ConfigFileAnnotation>().Select(file => file.File.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task WithObjectStore_Keys_AreInTheEnvironmentAndNowhereElse()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var access = new SecretReference(builder.AddParameter("access", "canary-access", secret: true).Resource);
        var secret = new SecretReference(builder.AddParameter("secret", "canary-secret", secret: true).Resource);

        var loki = builder.AddLoki("loki").WithObjectStore(ObjectStore.Spaces("lon1", "zai-logs", access, secret)).Resource;

        var configured = await ExecutionConfigurationBuilder.Create(loki)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Contains("-config.expand-env=true", configured.Arguments.Select(argument => argument.Value));
        Assert.Contains(new KeyValuePair<string, string>("LOKI_S3_ACCESS_KEY", "{access.value}"), configured.EnvironmentVariables);
        Assert.Contains(new KeyValuePair<string, string>("LOKI_S3_SECRET_KEY", "{secret.value}"), configured.EnvironmentVariables);
        var text = await ConfigAsync(builder, loki);
        Assert.Contains("secret_access_key: '${LOKI_S3_SECRET_KEY}'", text, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", text + string.Join(' ', configured.Arguments.Select(argument => argument.Value)), StringComparison.Ordinal);
    }

    [Fact]
    public void WithRetention_LessThanADay_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => DistributedApplication.CreateBuilder().AddLoki("loki").WithRetention(TimeSpan.FromHours(23)));

    [Fact]
    public async Task AddLoki_Retention_IsAWeekOnAVolumeAndForEverInABucketUnlessSaid()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var loki = builder.AddLoki("loki");

        Assert.Contains("retention_period: 168h", await ConfigAsync(builder, loki.Resource), StringComparison.Ordinal);
        loki.WithObjectStore(LokiShapes.Bucket("zai-logs"));
        Assert.DoesNotContain("retention", await ConfigAsync(builder, loki.Resource), StringComparison.Ordinal);
        loki.WithRetention(TimeSpan.FromDays(30));
        Assert.Contains("retention_period: 720h", await ConfigAsync(builder, loki.Resource), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Config_AlertmanagerTakenOutOfTheGraph_IsNotNamed()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var loki = builder.AddLoki("loki").WithAlertmanager(builder.AddAlertmanager("alertmanager")).Resource;
        Assert.Contains("alertmanager_url: http://", await ConfigAsync(builder, loki), StringComparison.Ordinal);

        loki.Annotations.Remove(loki.Annotations.OfType<EdgeAnnotation>().Single());

        Assert.DoesNotContain("alertmanager", await ConfigAsync(builder, loki), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a|b")]
    [InlineData("with space")]
    [InlineData("zäi")]
    [InlineData("line\n")]
    public void WithTenant_WhatLokiRefuses_IsRefusedNow(string tenant)
    {
        var loki = DistributedApplication.CreateBuilder().AddLoki("loki");

        Assert.Throws<ArgumentException>(() => loki.WithTenant(tenant));
        Assert.Throws<ArgumentException>(() => loki.WithTenant(new string('a', 151)));
    }

    [Theory]
    [InlineData("zai")]
    [InlineData("1")]
    [InlineData("...")]
    [InlineData("Team-A_1.x!*'()")]
    public async Task WithTenant_Tenant_IsTheOneOfWritersDataSourceAndRules(string tenant)
    {
        var rules = _folder.Write("rules/stack.yml", "groups: []");
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var loki = builder.AddLoki("loki").WithRules(rules).WithTenant("before").WithTenant(tenant).WithRules(_folder.Write("more.yml", "groups: []")).Resource;

        Assert.Equal(new LogStoreAnnotation("/loki/api/v1/push", "/otlp", tenant), Assert.Single(loki.Annotations.OfType<LogStoreAnnotation>()));
        Assert.Contains("auth_enabled: true", await ConfigAsync(builder, loki), StringComparison.Ordinal);
        var source = Assert.Single(loki.GetRequired<DataSourcesAnnotation>().Create());
        Assert.Contains(new KeyValuePair<string, object>("httpHeaderName1", "X-Scope-OrgID"), source.Settings);
        Assert.Equal([new("httpHeaderValue1", tenant)], source.PlainSecureSettings);
        Assert.Equal(
            ["/etc/loki/local-config.yaml", $"/etc/loki/rules/{tenant}/stack.yml", $"/etc/loki/rules/{tenant}/more.yml"],
            loki.Annotations.OfType<ConfigFileAnnotation>().Select(annotation => annotation.File.Path));
        Assert.Equal(
            ["/etc/loki", $"/etc/loki/rules/{tenant}", $"/etc/loki/rules/{tenant}"],
            loki.Annotations.OfType<ContainerFileSystemCallbackAnnotation>().Select(annotation => annotation.DestinationPath));
    }

    [Fact]
    public async Task WithRules_NoTenant_AreThoseOfTheOneThatNobodyNames()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var loki = builder.AddLoki("loki");
        Assert.Contains("directory: /loki/rules", await ConfigAsync(builder, loki.Resource), StringComparison.Ordinal);

        loki.WithRules(_folder.Write("rules/stack.yml", "groups: []"));

        Assert.Contains("directory: /etc/loki/rules", await ConfigAsync(builder, loki.Resource), StringComparison.Ordinal);
        Assert.Contains(loki.Resource.Annotations.OfType<ConfigFileAnnotation>(), annotation => annotation.File.Path == "/etc/loki/rules/fake/stack.yml");
    }

    [Fact]
    public void DataSource_NoTenantNoRules_HasNoHeaderAndManagesNoAlerts()
    {
        var loki = DistributedApplication.CreateBuilder().AddLoki("logs").Resource;

        var source = Assert.Single(loki.GetRequired<DataSourcesAnnotation>().Create());

        Assert.Equal(("logs", "logs", "loki", "http"), (source.Uid, source.Name, source.Type, source.EndpointName));
        Assert.Equal([new("maxLines", 1000), new("manageAlerts", false)], source.Settings);
        Assert.Empty(source.Secrets);
        Assert.Empty(source.PlainSecureSettings);
    }

    [Fact]
    public void DataSource_ReceiverOfAlertsHasOne_IsNamedInIt()
    {
        var builder = DistributedApplication.CreateBuilder();
        var alertmanager = builder.AddAlertmanager("alertmanager");
        var loki = builder.AddLoki("loki").WithAlertmanager(alertmanager).Resource;

        alertmanager.WithAnnotation(new DataSourcesAnnotation(() => [new DataSource("am", "Alertmanager", "alertmanager", [], [])]));

        Assert.Contains(
            new KeyValuePair<string, object>("alertmanagerUid", "am"),
            Assert.Single(loki.GetRequired<DataSourcesAnnotation>().Create()).Settings);
    }

    [Fact]
    public void RemoveOthers_RulesOfEarlierRunsAndTenants_Go()
    {
        var current = _folder.Write("rules/zai/stack.yml", "");
        _folder.Write("rules/zai/renamed.yml", "");
        _folder.Write("rules/fake/stack.yml", "");

        LokiRuleFile.RemoveOthers(_folder.Combine("rules"), [current]);
        LokiRuleFile.RemoveOthers(_folder.Combine("nowhere"), []);

        Assert.Equal([current], Directory.GetFiles(_folder.Combine("rules"), "*", SearchOption.AllDirectories));
    }

    public void Dispose() => _folder.Dispose();

    private sealed class StandIns : IProjectMetadata
    {
        public string ProjectPath => Repository.Combine("src", "Observability.StandIns", "Observability.StandIns.csproj");
    }

    private static async Task<IEnumerable<string>> ArgumentsAsync(IDistributedApplicationBuilder builder, IResource resource)
    {
        var configured = await ExecutionConfigurationBuilder.Create(resource)
            .WithArgumentsConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        return configured.Arguments.Select(argument => argument.Value);
    }

    private static Task<string> ConfigAsync(IDistributedApplicationBuilder builder, IResource loki)
    {
        var file = loki.Annotations.OfType<ConfigFileAnnotation>().First().File;
        var context = new ServerContext(loki, LokiFacts.Server.ImageVersion, root: null, builder.ExecutionContext);
        return file.Write(context, TestContext.Current.CancellationToken);
    }
}
