using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.OpenObserve;

namespace Observability.Hosting.Tests.OpenObserve;

public class OpenObserveGraphTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);

    [Fact]
    public async Task AddOpenObserve_Publish_IsTheVendorsContainerWithItsEnvironment()
    {
        var openObserve = _builder.AddOpenObserve("openobserve").Resource;

        Assert.True(openObserve.TryGetContainerImageName(out var image));
        Assert.Equal("public.ecr.aws/zinclabs/openobserve:v0.92.2", image);
        Assert.Equal(
            new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                ["ZO_DATA_DIR"] = "/data/",
                ["ZO_GRPC_PORT"] = "{openobserve.bindings.grpc.targetPort}",
                ["ZO_HTTP_PORT"] = "{openobserve.bindings.http.targetPort}",
                ["ZO_LOCAL_MODE"] = "true",
                ["ZO_META_STORE"] = "sqlite",
                ["ZO_MMDB_DISABLE_DOWNLOAD"] = "true",
                ["ZO_PROMETHEUS_ENABLED"] = "true",
                ["ZO_ROOT_USER_EMAIL"] = "root@example.org",
                ["ZO_ROOT_USER_PASSWORD"] = "{openobserve-password.value}",
                ["ZO_TELEMETRY"] = "false",
                ["ZO_WEB_URL"] = "http://openobserve:5080",
            },
            await EnvironmentAsync(openObserve));
        Assert.Equal("/data", Assert.Single(openObserve.Annotations.OfType<DataFolderAnnotation>()).Path);
        Assert.Equal("/healthz", Assert.Single(openObserve.Annotations.OfType<ProbesAnnotation>()).Readiness.Path);
        Assert.Equal("/metrics", Assert.Single(openObserve.Annotations.OfType<MetricsAnnotation>()).Path);
    }

    [Fact]
    public async Task WithRootUser_Address_IsTheOneOfServerAndSenders()
    {
        var openObserve = _builder.AddOpenObserve("openobserve").WithRootUser("ops@example.org").Resource;

        var receiver = Assert.Single(openObserve.Annotations.OfType<OtlpReceiverAnnotation>());
        Assert.Equal(("http", "/api/default", "ops@example.org"), (receiver.EndpointName, receiver.BasePath, receiver.User));
        Assert.Equal("openobserve-password", receiver.Password!.Name);
        Assert.Equal([new("stream-name", "default")], receiver.Headers!);
        Assert.Equal("ops@example.org", (await EnvironmentAsync(openObserve))["ZO_ROOT_USER_EMAIL"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("root")]
    [InlineData("Root@example.org")]
    [InlineData("root@Example.org")]
    [InlineData("root@localhost")]
    [InlineData("root@example.c")]
    [InlineData("root@example.software")]
    [InlineData("root@example.org\n")]
    [InlineData("root @example.org")]
    [InlineData(".root@example.org")]
    [InlineData("root@.org")]
    public void WithRootUser_AddressThatStopsTheStart_IsRefusedNow(string email) =>
        Assert.Throws<ArgumentException>(() => _builder.AddOpenObserve("openobserve").WithRootUser(email));

    [Theory]
    [InlineData("root@example.org")]
    [InlineData("first.last+o2@mail.co-op.org")]
    [InlineData("a@b.io")]
    public void WithRootUser_Address_IsTaken(string email) => _builder.AddOpenObserve("openobserve").WithRootUser(email);

    /// <summary>8 to 128 characters, and of each kind one, or OpenObserve does not start.</summary>
    [Fact]
    public async Task Password_Generated_MeetsThePolicy()
    {
        var builder = DistributedApplication.CreateBuilder();
        builder.AddOpenObserve("openobserve");
        var parameter = builder.Resources.OfType<ParameterResource>().Single(resource => resource.Name == "openobserve-password");

        var password = await parameter.GetValueAsync(TestContext.Current.CancellationToken);

        Assert.True(parameter.Secret);
        Assert.InRange(password!.Length, 8, 128);
        Assert.Contains(password, char.IsAsciiLetterLower);
        Assert.Contains(password, char.IsAsciiLetterUpper);
        Assert.Contains(password, char.IsAsciiDigit);
        Assert.Contains(password, character => !char.IsAsciiLetterOrDigit(character));
    }

    [Fact]
    public async Task WithRetention_Days_AreInTheEnvironment()
    {
        var openObserve = _builder.AddOpenObserve("openobserve").WithRetention(TimeSpan.FromDays(30)).Resource;

        Assert.Equal("30", (await EnvironmentAsync(openObserve))["ZO_COMPACT_DATA_RETENTION_DAYS"]);
    }

    [Fact]
    public void WithRetention_WhatOpenObserveRefuses_IsRefusedNow()
    {
        var openObserve = _builder.AddOpenObserve("openobserve").WithRetention(TimeSpan.FromDays(3));

        Assert.Throws<ArgumentOutOfRangeException>(() => openObserve.WithRetention(TimeSpan.FromDays(2)));
        Assert.Throws<ArgumentException>(() => openObserve.WithRetention(TimeSpan.FromHours(100)));
    }

    [Fact]
    public async Task WithObjectStore_Bucket_IsInTheEnvironmentWithItsKeysAsReferences()
    {
        var openObserve = _builder.AddOpenObserve("openobserve")
            .WithObjectStore(ObjectStore.Spaces("lon1", "zai-telemetry", Secret("access"), Secret("secret"))).Resource;

        var environment = await EnvironmentAsync(openObserve);
        Assert.Equal("s3", environment["ZO_LOCAL_MODE_STORAGE"]);
        Assert.Equal("https://lon1.digitaloceanspaces.com", environment["ZO_S3_SERVER_URL"]);
        Assert.Equal("lon1", environment["ZO_S3_REGION_NAME"]);
        Assert.Equal("zai-telemetry", environment["ZO_S3_BUCKET_NAME"]);
        Assert.Equal("{access.value}", environment["ZO_S3_ACCESS_KEY"]);
        Assert.Equal("{secret.value}", environment["ZO_S3_SECRET_KEY"]);
        Assert.DoesNotContain(environment.Values, value => value.Contains("canary", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("openobserve v0.92.2\n", "0.92.2")]
    [InlineData("openobserve 1.0: a telescope controller\n", null)]
    public void VersionPattern_Output_GivesTheVersionOfTheServerOnly(string output, string? expected)
    {
        var match = OpenObserveFacts.Server.Native!.VersionPattern.Match(output);

        Assert.Equal(expected, match.Success ? match.Groups["version"].Value : null);
    }

    private SecretReference Secret(string name) => new(_builder.AddParameter(name, $"canary-{name}", secret: true).Resource);

    private async Task<SortedDictionary<string, string>> EnvironmentAsync(IResource resource)
    {
        var configured = await ExecutionConfigurationBuilder.Create(resource)
            .WithEnvironmentVariablesConfig()
            .BuildAsync(_builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        return new SortedDictionary<string, string>(configured.EnvironmentVariables.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
    }
}
