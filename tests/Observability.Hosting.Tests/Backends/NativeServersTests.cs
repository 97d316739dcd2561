using Observability.Hosting.Alertmanager;
using Observability.Hosting.Backends;
using Observability.Hosting.Elasticsearch;
using Observability.Hosting.Model;
using Observability.Hosting.NodeExporter;
using Observability.Hosting.Prometheus;
using Observability.Hosting.Pushgateway;

namespace Observability.Hosting.Tests.Backends;

public sealed class NativeServersTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("natives-").FullName;

    [Fact]
    public void Find_BinaryThatFits_GivesPathAndVersion()
    {
        var path = Put("prometheus");

        var finding = Find(PrometheusFacts.Server, "prometheus, version 2.42.0+ds (branch: debian/sid, revision: x)\n  build user: y");

        Assert.Equal(new NativeFinding(path, new Version(2, 42, 0), null), finding);
    }

    [Fact]
    public void Find_DistributionsName_IsFoundToo()
    {
        var path = Put("prometheus-alertmanager");

        Assert.Equal(path, Find(AlertmanagerFacts.Server, "prometheus-alertmanager, version 0.25.0+ds (branch: d)").Command);
    }

    [Fact]
    public void Find_OtherProgramOfThatName_SaysWhatItIs()
    {
        Put("prometheus");

        var finding = Find(PrometheusFacts.Server, "Prometheus 0.9, statistical genetics\nmore");

        Assert.Null(finding.Command);
        Assert.Contains("is another program: it says 'Prometheus 0.9, statistical genetics'", finding.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_OldVersion_SaysWhichIsNeeded()
    {
        Put("prometheus");

        var finding = Find(PrometheusFacts.Server, "prometheus, version 2.24.1+ds (branch: d)");

        Assert.EndsWith("is version 2.24.1, at least 2.42 is needed", finding.WhyNot, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "elasticsearch refuses to run as root")]
    [InlineData(false, null)]
    public void Find_ServerThatRefusesRoot_IsNotTakenByRoot(bool isRoot, string? whyNot)
    {
        Put("elasticsearch");
        var tools = new RecordingTools((_, _) => new ToolResult(
            0, "Version: 8.19.3, Build: tar/0a58bc1dc7a4ae5412db66624aab968370bd44ce/2025-08-07T12:38:06.154369863Z, JVM: 24.0.2"));
        var natives = new NativeServers(tools, new VersionCache(Path.Combine(_folder, "cache")), _folder, isRoot);

        var finding = natives.Find(ElasticsearchFacts.Server.Native!);

        Assert.Equal(whyNot is null ? null : Path.Combine(_folder, whyNot), finding.WhyNot);
        Assert.Equal(isRoot ? null : new Version(8, 19, 3), finding.Version);
    }

    [Fact]
    public void Find_ServerThatRunsAsAnybody_IsTakenByRoot()
    {
        var path = Put("prometheus");
        var tools = new RecordingTools((_, _) => new ToolResult(0, "prometheus, version 2.42.0"));
        var natives = new NativeServers(tools, new VersionCache(Path.Combine(_folder, "cache")), _folder, isRoot: true);

        Assert.Equal(path, natives.Find(PrometheusFacts.Server.Native!).Command);
    }

    [Fact]
    public void Find_NoBinary_NamesWhatWasLookedFor() =>
        Assert.Equal("pushgateway or prometheus-pushgateway is not on PATH", Find(PushgatewayFacts.Server, "").WhyNot);

    [Fact]
    public void Find_Twice_AsksTheBinaryOnceUntilItChanges()
    {
        var path = Put("prometheus");
        var tools = new RecordingTools((_, _) => new ToolResult(0, "prometheus, version 2.42.0"));
        var natives = new NativeServers(tools, new VersionCache(Path.Combine(_folder, "cache")), _folder);

        natives.Find(PrometheusFacts.Server.Native!);
        natives.Find(PrometheusFacts.Server.Native!);
        Assert.Single(tools.Calls);

        File.AppendAllText(path, "upgraded");
        natives.Find(PrometheusFacts.Server.Native!);
        Assert.Equal(2, tools.Calls.Count);
    }

    [Fact]
    public void Find_ProgramThatTimedOut_IsAskedAgain()
    {
        var path = Put("prometheus");
        var asked = 0;
        var tools = new RecordingTools((_, _) => asked++ == 0
            ? throw new TimeoutException("it did not end within 10 s")
            : new ToolResult(0, "prometheus, version 2.42.0"));
        var natives = new NativeServers(tools, new VersionCache(Path.Combine(_folder, "cache")), _folder);

        Assert.Contains("did not end within 10 s", natives.Find(PrometheusFacts.Server.Native!).WhyNot, StringComparison.Ordinal);
        Assert.Equal(path, natives.Find(PrometheusFacts.Server.Native!).Command);
    }

    [Fact]
    public void Find_CacheFolderCannotBeMade_AsksEveryTime()
    {
        Put("node_exporter");
        var file = Path.Combine(_folder, "a-file");
        File.WriteAllText(file, "");
        var tools = new RecordingTools((_, _) => new ToolResult(0, "node_exporter, version 1.5.0"));
        var natives = new NativeServers(tools, new VersionCache(Path.Combine(file, "cache")), _folder);

        Assert.NotNull(natives.Find(NodeExporterFacts.Server.Native!).Command);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Put(string name)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, "binary");
        return path;
    }

    private NativeFinding Find(ServerFacts facts, string output)
    {
        var tools = new RecordingTools((_, _) => new ToolResult(0, output));
        return new NativeServers(tools, new VersionCache(Path.Combine(_folder, "cache")), _folder).Find(facts.Native!);
    }
}
