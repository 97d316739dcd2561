using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;
using Observability.Hosting.Prometheus;

namespace Observability.Hosting.Tests.Backends;

public class BackendSelectorTests
{
    private const string Name = "prometheus";
    private static readonly NativeFinding s_found = new("/usr/bin/prometheus", new Version(2, 42, 0), null);
    private static readonly NativeFinding s_missing = new(null, null, "prometheus is not on PATH");

    [Fact]
    public void Select_EngineWithImage_TakesContainer() =>
        Assert.Equal(BackendKind.Container, Select(new FakeEngine(), s_found).Kind);

    [Fact]
    public void Select_NoEngine_TakesProcessInItsOwnVersion()
    {
        var backend = Select(new FakeEngine { Unavailable = "no container engine" }, s_found);

        Assert.Equal(new Backend(BackendKind.Process, new Version(2, 42, 0), "/usr/bin/prometheus"), backend);
    }

    [Fact]
    public void Select_UrlIsGiven_TakesTheServerThatSomebodyElseRuns() => Assert.Equal(
        BackendKind.External,
        Select(new FakeEngine(), s_found, ("Stack:Resources:prometheus:Urls:http", "https://metrics.example:9090")).Kind);

    [Fact]
    public void Select_UrlIsGivenButAnotherDemanded_TakesTheOther() => Assert.Equal(
        BackendKind.Process,
        Select(
            new FakeEngine(),
            s_found,
            ("Stack:Resources:prometheus:Urls:http", "https://metrics.example:9090"),
            ("Stack:Resources:prometheus:Backend", "process")).Kind);

    [Fact]
    public void Select_ExternalDemandedWithoutUrl_SaysWhatIsMissing()
    {
        var cause = Select(new FakeEngine(), s_found, ("Stack:Resources:prometheus:Backend", "external")).NotStarted;

        Assert.Equal("nobody says where it is", cause?.Reason);
        Assert.Contains("Stack:Resources:prometheus:Urls:<endpoint>", cause?.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("metrics.example")]
    [InlineData("http://metrics.example/path")]
    [InlineData("http://somebody:secret@metrics.example")]
    [InlineData("")]
    public void GetExternalUrls_NotSchemeHostAndPort_IsAProblemOnce(string url)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Stack:Resources:prometheus:Urls:http", url)]).Build();
        var options = StackOptions.Read(configuration);

        Assert.Empty(options.GetExternalUrls("prometheus"));
        options.GetExternalUrls("prometheus");

        Assert.Equal("Stack:Resources:prometheus:Urls:http", Assert.Single(options.Problems).Field);
    }

    [Fact]
    public void AddServer_ExternalWithoutOneOfItsUrls_IsAProblemThatNamesTheEndpoint()
    {
        var builder = DistributedApplication.CreateBuilder(["--Stack:Resources:rabbitmq:Urls:amqp=amqp://10.0.0.7:5672"]);

        var rabbitmq = builder.AddRabbitMQ("rabbitmq");

        Assert.Equal("amqp://10.0.0.7:5672", rabbitmq.GetEndpoint("amqp").Url);
        Assert.Equal(
            ["Stack:Resources:rabbitmq:Urls:management", "Stack:Resources:rabbitmq:Urls:prometheus"],
            Stack.For(builder).Options.Problems.Select(problem => problem.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Select_EngineWithoutImage_TakesProcess() =>
        Assert.Equal(BackendKind.Process, Select(new FakeEngine { NoImage = "no network" }, s_found).Kind);

    [Fact]
    public void Select_Nothing_SaysBothReasonsAndTheCommandThatHelps()
    {
        var cause = Select(new FakeEngine { Unavailable = "no container engine" }, s_missing).NotStarted;

        Assert.NotNull(cause);
        Assert.Equal("no container engine, and prometheus is not on PATH", cause.Reason);
        Assert.Contains("apt-get install prometheus", cause.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_ProcessDemanded_DoesNotAskForContainer() =>
        Assert.Equal(BackendKind.Process, Select(new FakeEngine(), s_found, ("Stack:Backend", "process")).Kind);

    [Fact]
    public void Select_ContainerDemandedForResource_IsNotStartedWithoutEngineThoughBinaryIsThere()
    {
        var backend = Select(
            new FakeEngine { Unavailable = "no container engine" },
            s_found,
            ("Stack:Backend", "process"),
            ("Stack:Resources:prometheus:Backend", "container"));

        Assert.Equal(BackendKind.Container, backend.Kind);
        Assert.Equal("no container engine", backend.NotStarted?.Reason);
    }

    [Fact]
    public void Select_NothingElse_TakesTheStandIn()
    {
        var backend = SelectWithStandIn(PrometheusFacts.Server with { StandIn = "metrics" });

        Assert.Equal(BackendKind.StandIn, backend.Kind);
        Assert.Null(backend.NotStarted);
        Assert.Equal(PrometheusFacts.Server.ImageVersion, backend.Version);
    }

    [Fact]
    public void Select_StandInDemandedOfASystemWithoutOne_SaysSo()
    {
        var backend = SelectWithStandIn(PrometheusFacts.Server, ("Stack:Backend", "standin"));

        Assert.Equal("there is no stand-in for it", backend.NotStarted?.Reason);
        Assert.Contains("auto", backend.NotStarted?.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Select_StandInDemanded_TakesItThoughTheBinaryIsThere() => Assert.Equal(
        BackendKind.StandIn,
        SelectWithStandIn(PrometheusFacts.Server with { StandIn = "metrics" }, ("Stack:Resources:prometheus:Backend", "standin")).Kind);

    [Fact]
    public void Select_StandInsNotNamedByTheAppHost_IsNotStarted()
    {
        var selector = new BackendSelector(Options(), new FakeEngine { Unavailable = "no container engine" }, new FixedNatives(s_missing));

        Assert.NotNull(selector.Select(Name, PrometheusFacts.Server with { StandIn = "metrics" }).NotStarted);
    }

    [Fact]
    public void Options_UnknownBackend_IsAProblemWithKeyAndChoices()
    {
        var options = Options(("Stack:Backend", "vm"), ("Stack:Persist", "perhaps"));

        Assert.Equal(
            ["stack: Stack:Persist: 'perhaps' is neither true nor false. Set it to true or false.",
             "stack: Stack:Backend: 'vm' is not a backend. Use auto, external, container, process or standin."],
            options.Problems.Select(problem => problem.ToString()));
    }

    private static Backend Select(FakeEngine engine, NativeFinding finding, params (string, string)[] settings) =>
        new BackendSelector(Options(settings), engine, new FixedNatives(finding)).Select(Name, PrometheusFacts.Server);

    private static Backend SelectWithStandIn(ServerFacts facts, params (string, string)[] settings) =>
        new BackendSelector(Options(settings), new FakeEngine { Unavailable = "no container engine" }, new FixedNatives(s_missing))
        {
            StandIns = new StandInProgram(new NoProject()),
        }.Select(Name, facts);

    private static StackOptions Options(params (string Key, string Value)[] settings) => StackOptions.Read(
        new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)))
            .Build());

    private sealed class NoProject : IProjectMetadata
    {
        public string ProjectPath => "/src/StandIns/StandIns.csproj";
    }

    private sealed class FixedNatives(NativeFinding finding) : INativeServers
    {
        public NativeFinding Find(NativeServer server) => finding;
    }
}
