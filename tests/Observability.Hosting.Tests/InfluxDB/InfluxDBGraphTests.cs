using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.InfluxDB;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.InfluxDB;

public class InfluxDBGraphTests
{
    [Fact]
    public void AddInfluxDB_Publish_IsTheVendorsContainer()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);

        var influxdb = builder.AddInfluxDB("influxdb").Resource;

        Assert.IsType<InfluxDBContainer>(influxdb);
        Assert.True(influxdb.TryGetContainerImageName(out var image));
        Assert.Equal("docker.io/library/influxdb:2.9.1", image);
        Assert.Equal("/var/lib/influxdb2", Assert.Single(influxdb.Annotations.OfType<DataFolderAnnotation>()).Path);
    }

    [Fact]
    public async Task AddInfluxDB_Publish_ArgumentsAreTheImagesOwnPaths()
    {
        var configured = await ConfigureAsync(["--operation", "publish"], _ => { });

        Assert.Equal(
            ["--bolt-path=/var/lib/influxdb2/influxd.bolt",
             "--engine-path=/var/lib/influxdb2/engine",
             "--sqlite-path=/var/lib/influxdb2/influxd.sqlite",
             "--http-bind-address=0.0.0.0:{influxdb.bindings.http.targetPort}",
             "--reporting-disabled"],
            configured.Arguments.Select(argument => argument.Value));
    }

    [Fact]
    [Tier(Tier.Process)]
    public async Task AddInfluxDB_Process_KeepsEverythingBelowTheStateFolderAndReadsNoStrayConfiguration()
    {
        Requires.Linux();
        using var folder = new TemporaryFolder();
        var command = folder.Write("influxd", "#!/bin/sh\necho 'InfluxDB v2.7.12 (git: ec9dcde5d6) build_date: 2025-05-20T22:48:51Z'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var facts = InfluxDBFacts.Server with { Native = InfluxDBFacts.Server.Native! with { Commands = [command] } };
        var state = folder.Combine("state");
        var builder = DistributedApplication.CreateBuilder(["--Stack:Backend=process", $"--Stack:StateFolder={state}"]);
        var influxdb = builder.AddInfluxDB("influxdb", null, facts);
        var endpoint = influxdb.Resource.Annotations.OfType<EndpointAnnotation>().Single();
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5001);

        var configured = await ExecutionConfigurationBuilder.Create(influxdb.Resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        Assert.IsType<InfluxDBProcess>(influxdb.Resource);
        var root = Stack.For(builder).State.ForResource("influxdb");
        Assert.StartsWith(state, root, StringComparison.Ordinal);
        Assert.Equal(
            [$"--bolt-path={root}/var/lib/influxdb2/influxd.bolt",
             $"--engine-path={root}/var/lib/influxdb2/engine",
             $"--sqlite-path={root}/var/lib/influxdb2/influxd.sqlite",
             "--http-bind-address=127.0.0.1:5001",
             "--reporting-disabled"],
            configured.Arguments.Select(argument => argument.Value));
        var environment = configured.EnvironmentVariables.ToDictionary();
        Assert.Equal($"{root}/etc/influxdb2", environment["INFLUXD_CONFIG_PATH"]);
        Assert.DoesNotContain(environment.Keys, key => key.StartsWith("DOCKER_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AddInfluxDB_StandIn_GetsTheServersOwnArguments()
    {
        using var folder = new TemporaryFolder();
        var builder = DistributedApplication
            .CreateBuilder(["--Stack:Resources:influxdb:Backend=standin", $"--Stack:StateFolder={folder.Path}"])
            .AddStandIns<StandIns>();
        var influxdb = builder.AddInfluxDB("influxdb");
        var endpoint = influxdb.Resource.Annotations.OfType<EndpointAnnotation>().Single();
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", 5001);

        var configured = await ExecutionConfigurationBuilder.Create(influxdb.Resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        Assert.IsType<InfluxDBStandIn>(influxdb.Resource);
        var root = Stack.For(builder).State.ForResource("influxdb");
        Assert.Equal(
            ["points",
             $"--bolt-path={root}/var/lib/influxdb2/influxd.bolt",
             $"--engine-path={root}/var/lib/influxdb2/engine",
             $"--sqlite-path={root}/var/lib/influxdb2/influxd.sqlite",
             "--http-bind-address=127.0.0.1:5001",
             "--reporting-disabled"],
            configured.Arguments.Select(argument => argument.Value));
    }

    [Theory]
    [InlineData(null, "0")]
    [InlineData(30, "2592000s")]
    public async Task AddInfluxDB_Publish_ImageSetsItselfUpFromReferences(int? days, string retention)
    {
        var configured = await ConfigureAsync(
            ["--operation", "publish"],
            influxdb => influxdb.WithOrganization("zai").WithBucket("prices", days is { } value ? TimeSpan.FromDays(value) : null).WithBucket("second"));

        var environment = configured.EnvironmentVariables.ToDictionary();
        Assert.Equal("setup", environment["DOCKER_INFLUXDB_INIT_MODE"]);
        Assert.Equal("zai", environment["DOCKER_INFLUXDB_INIT_ORG"]);
        Assert.Equal("prices", environment["DOCKER_INFLUXDB_INIT_BUCKET"]);
        Assert.Equal(retention, environment["DOCKER_INFLUXDB_INIT_RETENTION"]);
        Assert.Equal("{influxdb-password.value}", environment["DOCKER_INFLUXDB_INIT_PASSWORD"]);
        Assert.Equal("{influxdb-token.value}", environment["DOCKER_INFLUXDB_INIT_ADMIN_TOKEN"]);
        Assert.DoesNotContain("INFLUXD_CONFIG_PATH", environment.Keys);
    }

    [Fact]
    public void Verbs_Nothing_GivesOneBucketKeptForEver()
    {
        var influxdb = DistributedApplication.CreateBuilder().AddInfluxDB("influxdb").Resource;

        var store = influxdb.GetRequired<PointStoreAnnotation>();
        Assert.Equal(("observability", "metrics", "influxdb-token", "http"), (store.Organization, store.Bucket, store.Token.Name, store.EndpointName));
    }

    [Fact]
    public void WithBucket_Several_FirstIsTheOneThatIsWrittenTo()
    {
        var influxdb = DistributedApplication.CreateBuilder().AddInfluxDB("influxdb")
            .WithBucket("first", TimeSpan.FromDays(7))
            .WithBucket("second")
            .WithOrganization("zai")
            .Resource;

        var store = Assert.Single(influxdb.Annotations.OfType<PointStoreAnnotation>());
        Assert.Equal(("zai", "first"), (store.Organization, store.Bucket));
    }

    [Fact]
    public void DataSources_BothLanguages_AreMadeWhenTheGraphIsComplete()
    {
        var builder = DistributedApplication.CreateBuilder().AddInfluxDB("influxdb");
        var create = builder.Resource.GetRequired<DataSourcesAnnotation>().Create;
        builder.WithOrganization("zai").WithBucket("prices");

        var sources = create();

        Assert.Equal(
            ["influxdb-flux influxdb 'influxdb (Flux)': version=Flux organization=zai defaultBucket=prices token={influxdb-token}",
             "influxdb-influxql influxdb 'influxdb (InfluxQL)': version=InfluxQL dbName=prices httpMode=GET httpHeaderName1=Authorization httpHeaderValue1=Token {influxdb-token}"],
            sources.Select(source => $"{source.Uid} {source.Type} '{source.Name}': "
                + string.Join(' ', source.Settings.Select(setting => $"{setting.Key}={setting.Value}")
                    .Concat(source.Secrets.Select(secret => $"{secret.Key}={secret.Prefix}{secret.Value}")))));
    }

    [Theory]
    [InlineData("_monitoring")]
    [InlineData("a/b")]
    [InlineData("a\"b")]
    [InlineData("a\nb")]
    [InlineData(" ")]
    public void WithBucket_NameThatTheServerRefuses_Throws(string name)
    {
        var influxdb = DistributedApplication.CreateBuilder().AddInfluxDB("influxdb");

        Assert.Throws<ArgumentException>(() => influxdb.WithBucket(name));
    }

    [Fact]
    public void WithBucket_Twice_Throws()
    {
        var influxdb = DistributedApplication.CreateBuilder().AddInfluxDB("influxdb").WithBucket("prices");

        var error = Assert.Throws<ArgumentException>(() => influxdb.WithBucket("prices", TimeSpan.FromDays(1)));

        Assert.StartsWith("'influxdb' already has a bucket 'prices'.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3_599_000)]
    [InlineData(3_600_500)]
    public void WithBucket_RetentionThatTheServerCannotKeep_Throws(long milliseconds)
    {
        var influxdb = DistributedApplication.CreateBuilder().AddInfluxDB("influxdb");

        Assert.Throws<ArgumentOutOfRangeException>(() => influxdb.WithBucket("prices", TimeSpan.FromMilliseconds(milliseconds)));
    }

    private static async Task<IExecutionConfigurationResult> ConfigureAsync(
        string[] arguments, Action<IResourceBuilder<IInfluxDB>> verbs)
    {
        var builder = DistributedApplication.CreateBuilder(arguments);
        var influxdb = builder.AddInfluxDB("influxdb");
        verbs(influxdb);
        return await ExecutionConfigurationBuilder.Create(influxdb.Resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
    }

    private sealed class StandIns : IProjectMetadata
    {
        public string ProjectPath => Repository.Combine("src", "Observability.StandIns", "Observability.StandIns.csproj");
    }
}
