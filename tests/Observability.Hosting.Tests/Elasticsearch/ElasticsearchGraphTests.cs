using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Elasticsearch;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Elasticsearch;

public class ElasticsearchGraphTests
{
    [Fact]
    public void AddElasticsearch_Publish_IsTheVendorsContainerWithoutAPortForNodes()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);

        var elasticsearch = builder.AddElasticsearch("elasticsearch").Resource;

        Assert.IsType<ElasticsearchContainer>(elasticsearch);
        Assert.True(elasticsearch.TryGetContainerImageName(out var image));
        Assert.Equal("docker.elastic.co/elasticsearch/elasticsearch:9.5.2", image);
        Assert.Equal(["http"], elasticsearch.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.Name));
        Assert.Equal(
            ["/usr/share/elasticsearch/config/elasticsearch.yml", "/usr/share/elasticsearch/config/roles.yml"],
            elasticsearch.Annotations.OfType<ConfigFileAnnotation>().Select(annotation => annotation.File.Path));
    }

    [Fact]
    public async Task AddElasticsearch_Publish_PasswordIsAReferenceAndHeapIsSet()
    {
        var (configured, _) = await ConfigureAsync(elasticsearch => elasticsearch.WithHeap(1024));

        Assert.Empty(configured.Arguments);
        var environment = configured.EnvironmentVariables.ToDictionary();
        Assert.Equal("{elasticsearch-password.value}", environment["ELASTIC_PASSWORD"]);
        Assert.Equal("-Xms1024m -Xmx1024m", environment["ES_JAVA_OPTS"]);
    }

    [Fact]
    public async Task WithoutSecurity_Publish_LeavesNoPasswordAnywhere()
    {
        var (configured, elasticsearch) = await ConfigureAsync(
            elasticsearch => elasticsearch.WithIndexPattern("telegraf-*").WithoutSecurity());

        Assert.DoesNotContain("ELASTIC_PASSWORD", configured.EnvironmentVariables.ToDictionary().Keys);
        Assert.Empty(elasticsearch.ApplicationBuilder.Resources.OfType<ParameterResource>());
        Assert.Equal(new DocumentStoreAnnotation(null, null), Assert.Single(elasticsearch.Resource.Annotations.OfType<DocumentStoreAnnotation>()));
        var source = Assert.Single(elasticsearch.Resource.GetRequired<DataSourcesAnnotation>().Create());
        Assert.Null(source.BasicAuthUser);
        Assert.Empty(source.Secrets);
    }

    [Fact]
    [Tier(Tier.Process)]
    public async Task AddElasticsearch_Process_KeepsEverythingBelowTheStateFolderAndTheHashForItsOwnerOnly()
    {
        Requires.Linux();
        using var folder = new TemporaryFolder();
        var command = folder.Write("elasticsearch", "#!/bin/sh\necho 'Version: 9.5.2, Build: tar/0123/2026-08-20T00:00:00Z, JVM: 25'\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(command, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        var facts = ElasticsearchFacts.Server with { Native = ElasticsearchFacts.Server.Native! with { Commands = [command], RefusesRoot = false } };
        var builder = DistributedApplication.CreateBuilder(["--Stack:Backend=process", $"--Stack:StateFolder={folder.Combine("state")}"]);
        var elasticsearch = builder.AddElasticsearch("elasticsearch", null, facts);
        Allocate(elasticsearch.Resource, "http", 5001);
        Allocate(elasticsearch.Resource, "transport", 5002);

        var configured = await ExecutionConfigurationBuilder.Create(elasticsearch.Resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        var environment = configured.EnvironmentVariables.ToDictionary();
        Assert.IsType<ElasticsearchProcess>(elasticsearch.Resource);
        Assert.Equal(["-Ehttp.port=5001", "-Etransport.port=5002"], configured.Arguments.Select(argument => argument.Value));
        Assert.EndsWith("/elasticsearch/usr/share/elasticsearch/config", environment["ES_PATH_CONF"], StringComparison.Ordinal);
        Assert.EndsWith("/elasticsearch/usr/share/elasticsearch/tmp", environment["ES_TMPDIR"], StringComparison.Ordinal);
        Assert.DoesNotContain("ELASTIC_PASSWORD", environment.Keys);
        Assert.Equal(["http", "transport"], elasticsearch.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.Name));
        Assert.Equal(
            ["elasticsearch.yml", "roles.yml", "jvm.options", "log4j2.properties", "users (sensitive)", "users_roles"],
            elasticsearch.Resource.Annotations.OfType<ConfigFileAnnotation>()
                .Select(annotation => Path.GetFileName(annotation.File.Path) + (annotation.File.Sensitive ? " (sensitive)" : "")));
    }

    [Fact]
    public async Task AddElasticsearch_StandIn_GetsTheServersFilesAndNothingOfJava()
    {
        var builder = DistributedApplication.CreateBuilder(["--Stack:Backend=standin"]);
        builder.AddStandIns<StandIns>();
        var elasticsearch = builder.AddElasticsearch("elasticsearch");
        Allocate(elasticsearch.Resource, "http", 5001);

        var configured = await ExecutionConfigurationBuilder.Create(elasticsearch.Resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);

        var environment = configured.EnvironmentVariables.ToDictionary();
        Assert.IsType<ElasticsearchStandIn>(elasticsearch.Resource);
        Assert.Equal(["documents", "--server-version=9.5.2", "-Ehttp.port=5001"], configured.Arguments.Select(argument => argument.Value));
        Assert.EndsWith("/elasticsearch/usr/share/elasticsearch/config", environment["ES_PATH_CONF"], StringComparison.Ordinal);
        Assert.DoesNotContain("ES_JAVA_OPTS", environment.Keys);
        Assert.Equal(["http"], elasticsearch.Resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => endpoint.Name));
        Assert.Equal(
            ["elasticsearch.yml", "roles.yml", "users (sensitive)", "users_roles"],
            elasticsearch.Resource.Annotations.OfType<ConfigFileAnnotation>()
                .Select(annotation => Path.GetFileName(annotation.File.Path) + (annotation.File.Sensitive ? " (sensitive)" : "")));
    }

    [Fact]
    public async Task WithHeap_Container_IsLimitedToItsMemory()
    {
        var elasticsearch = DistributedApplication.CreateBuilder(["--Stack:Backend=container"])
            .AddElasticsearch("elasticsearch").WithHeap(768).Resource;
        var context = new ContainerRuntimeArgsCallbackContext([], TestContext.Current.CancellationToken);

        await Assert.Single(elasticsearch.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>()).Callback(context);

        Assert.Equal(["--memory=1536m"], context.Args);
    }

    [Fact]
    public void AddElasticsearch_Probes_NeedNoCredentials()
    {
        var probes = DistributedApplication.CreateBuilder().AddElasticsearch("elasticsearch").Resource.GetRequired<ProbesAnnotation>();

        Assert.Equal(Probe.Http("/_cluster/health?wait_for_status=yellow&timeout=1s"), probes.Readiness);
        Assert.Equal(Probe.Tcp("http"), probes.Liveness);
    }

    [Fact]
    public void WithIndexPattern_Several_AreADataSourceEach()
    {
        var elasticsearch = DistributedApplication.CreateBuilder().AddElasticsearch("elasticsearch")
            .WithIndexPattern("telegraf-*")
            .WithIndexPattern("twelve_data-*", "time", ElasticsearchInterval.Daily)
            .WithIndexPattern("app.logs-*", messageField: "message", levelField: "level");

        Assert.Equal(
            ["elasticsearch-telegraf 'elasticsearch (telegraf-*)': index=telegraf-* timeField=@timestamp",
             "elasticsearch-twelve-data 'elasticsearch (twelve_data-*)': index=[twelve_data-]YYYY.MM.DD timeField=time interval=Daily",
             "elasticsearch-app-logs 'elasticsearch (app.logs-*)': index=app.logs-* timeField=@timestamp logMessageField=message logLevelField=level"],
            elasticsearch.Resource.GetRequired<DataSourcesAnnotation>().Create()
                .Select(source => $"{source.Uid} '{source.Name}': {string.Join(' ', source.Settings.Select(setting => $"{setting.Key}={setting.Value}"))}"));
        Assert.All(elasticsearch.Resource.GetRequired<DataSourcesAnnotation>().Create(), source =>
        {
            Assert.Equal(("elasticsearch", "elastic"), (source.Type, source.BasicAuthUser));
            var secret = Assert.Single(source.Secrets);
            Assert.Equal(("basicAuthPassword", "elasticsearch-password"), (secret.Key, secret.Value.Name));
        });
    }

    [Theory]
    [InlineData(ElasticsearchInterval.Hourly, "[logs-]YYYY.MM.DD.HH")]
    [InlineData(ElasticsearchInterval.Daily, "[logs-]YYYY.MM.DD")]
    [InlineData(ElasticsearchInterval.Weekly, "[logs-]GGGG.WW")]
    [InlineData(ElasticsearchInterval.Monthly, "[logs-]YYYY.MM")]
    [InlineData(ElasticsearchInterval.Yearly, "[logs-]YYYY")]
    public void DataSourceIndex_Interval_IsItsDateFormat(ElasticsearchInterval interval, string expected) =>
        Assert.Equal(expected, new ElasticsearchIndexPattern("logs-*", "@timestamp", interval, null, null).DataSourceIndex);

    [Theory]
    [InlineData("*", null, "it names every index, also the server's own")]
    [InlineData("Telegraf-*", null, "names of indices are lower case")]
    [InlineData("a,b", null, "it holds a comma; name one pattern in each call")]
    [InlineData("a b", null, "it holds ' '")]
    [InlineData("a/b", null, "it holds '/'")]
    [InlineData("a\\b", null, "it holds '\\'")]
    [InlineData("a?", null, "it holds '?'")]
    [InlineData("a\"b", null, "it holds '\"'")]
    [InlineData("a<b", null, "it holds '<'")]
    [InlineData("a|b", null, "it holds '|'")]
    [InlineData("a#b", null, "it holds '#'")]
    [InlineData("a:b", null, "it holds ':'")]
    [InlineData("-a", null, "it begins with '-'")]
    [InlineData("_a", null, "it begins with '_'")]
    [InlineData("+a", null, "it begins with '+'")]
    [InlineData(".a", null, "it begins with '.'")]
    [InlineData("日本-*", null, "it has no letter or digit of ASCII to name its data source after")]
    [InlineData("logs-*-x", ElasticsearchInterval.Daily, "a dated pattern is the fixed part of the names, without brackets, and one '*' at its end")]
    [InlineData("logs", ElasticsearchInterval.Daily, "a dated pattern is the fixed part of the names, without brackets, and one '*' at its end")]
    [InlineData("lo[gs-*", ElasticsearchInterval.Daily, "a dated pattern is the fixed part of the names, without brackets, and one '*' at its end")]
    public void WithIndexPattern_NameThatTheServerRefuses_SaysWhy(string pattern, ElasticsearchInterval? interval, string mistake)
    {
        var elasticsearch = DistributedApplication.CreateBuilder().AddElasticsearch("elasticsearch");

        var error = Assert.Throws<ArgumentException>(() => elasticsearch.WithIndexPattern(pattern, interval: interval));

        Assert.StartsWith($"'{pattern}' is no index pattern: {mistake}.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithIndexPattern_LongerThanAFileName_SaysSo()
    {
        var elasticsearch = DistributedApplication.CreateBuilder().AddElasticsearch("elasticsearch");

        Assert.Contains(
            "it is longer than 255 bytes",
            Assert.Throws<ArgumentException>(() => elasticsearch.WithIndexPattern("a" + new string('é', 128))).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void WithIndexPattern_SameDataSourceTwice_NamesBothPatterns()
    {
        var elasticsearch = DistributedApplication.CreateBuilder().AddElasticsearch("elasticsearch").WithIndexPattern("telegraf-*");

        var error = Assert.Throws<ArgumentException>(() => elasticsearch.WithIndexPattern("telegraf*"));

        Assert.StartsWith("'telegraf*' would get the data source that 'telegraf-*' has.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithIndexPattern_IdentifierTooLong_Throws()
    {
        var elasticsearch = DistributedApplication.CreateBuilder().AddElasticsearch("elasticsearch");

        var error = Assert.Throws<ArgumentException>(() => elasticsearch.WithIndexPattern("transactions-of-all-exchanges-*"));

        Assert.Contains("has more than 40 characters", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256, null)]
    [InlineData(512, 1023)]
    [InlineData(1024, 1024)]
    [InlineData(31_745, null)]
    [InlineData(int.MaxValue, null)]
    public void WithHeap_MoreThanHalfOrTooLittle_Throws(int heap, int? memory)
    {
        var elasticsearch = DistributedApplication.CreateBuilder().AddElasticsearch("elasticsearch");

        Assert.Throws<ArgumentOutOfRangeException>(() => elasticsearch.WithHeap(heap, memory));
    }

    [Theory]
    [InlineData(384, null, 1024)]
    [InlineData(1024, null, 2048)]
    [InlineData(1024, 4096, 4096)]
    public void WithHeap_Fitting_SetsTheMemoryToo(int heap, int? memory, int expected)
    {
        var elasticsearch = DistributedApplication.CreateBuilder().AddElasticsearch("elasticsearch").WithHeap(heap, memory);

        var settings = elasticsearch.Resource.Annotations.OfType<ElasticsearchSettings>().Last();
        Assert.Equal((heap, expected), (settings.HeapMiB, settings.MemoryMiB));
    }

    private static void Allocate(IElasticsearch elasticsearch, string name, int port)
    {
        var endpoint = elasticsearch.Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == name);
        endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", port);
    }

    private static async Task<(IExecutionConfigurationResult Configured, IResourceBuilder<IElasticsearch> Elasticsearch)> ConfigureAsync(
        Action<IResourceBuilder<IElasticsearch>> verbs)
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish"]);
        var elasticsearch = builder.AddElasticsearch("elasticsearch");
        verbs(elasticsearch);
        var configured = await ExecutionConfigurationBuilder.Create(elasticsearch.Resource)
            .WithArgumentsConfig()
            .WithEnvironmentVariablesConfig()
            .BuildAsync(builder.ExecutionContext, cancellationToken: TestContext.Current.CancellationToken);
        return (configured, elasticsearch);
    }

    private sealed class StandIns : IProjectMetadata
    {
        public string ProjectPath => Repository.Combine("src", "Observability.StandIns", "Observability.StandIns.csproj");
    }
}
