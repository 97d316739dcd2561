using Observability.Hosting.Backends;
using Observability.Hosting.RabbitMQ;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.RabbitMQ;

public sealed class RabbitMQNativeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("/usr/lib/rabbitmq/lib/rabbitmq_server-3.10.8/sbin/rabbitmq-server", "3.10.8")]
    [InlineData("/home/me/rabbitmq_server-4.3.5/sbin/rabbitmq-server", "4.3.5")]
    [InlineData("/opt/homebrew/Cellar/rabbitmq/4.3.5_1/sbin/rabbitmq-server", "4.3.5")]
    [InlineData("/usr/sbin/rabbitmq-server", null)]
    [InlineData("/usr/lib/rabbitmq/bin/rabbitmq-server", null)]
    public void VersionPattern_Path_GivesTheVersionOfTheStartScriptOnly(string path, string? expected)
    {
        var match = RabbitMQFacts.Server.Native!.VersionPattern.Match(path);

        Assert.Equal(expected, match.Success ? match.Groups["version"].Value : null);
    }

    [Fact]
    public void Find_LinkToTheStartScript_IsThatVersionAndNothingIsRun()
    {
        var script = _folder.Write("rabbitmq_server-4.3.5/sbin/rabbitmq-server", "#!/bin/sh");
        var link = _folder.Combine("bin", "rabbitmq-server");
        Directory.CreateDirectory(_folder.Combine("bin"));
        File.CreateSymbolicLink(link, script);

        var finding = Find(_folder.Combine("bin"));

        Assert.Equal(new NativeFinding(link, new Version(4, 3, 5), null), finding);
    }

    [Fact]
    public void Find_FullPath_IsFoundWithoutASearchPath()
    {
        var script = _folder.Write("rabbitmq_server-3.10.8/sbin/rabbitmq-server", "#!/bin/sh");

        Assert.Equal(new NativeFinding(script, new Version(3, 10, 8), null), Find(searchPath: null, script));
    }

    [Fact]
    public void Find_DebiansWrapper_IsNotTakenForTheServer()
    {
        _folder.Write("sbin/rabbitmq-server", "#!/bin/sh\nexec su rabbitmq");

        Assert.Contains("is another program", Find(_folder.Combine("sbin")).WhyNot, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static NativeFinding Find(string? searchPath, string command = "rabbitmq-server")
    {
        var tools = new RecordingTools((_, _) => throw new InvalidOperationException("Asking starts it."));
        return new NativeServers(tools, new VendorProgram.NoCache(), searchPath)
            .Find(RabbitMQFacts.Server.Native! with { Commands = [command] });
    }
}
