using Aspire.Hosting.Embedded.Hosting;

namespace Aspire.Hosting.Embedded.Tests.Hosting;

public class CommandLineArgumentsTests
{
    [Fact]
    public void Parse_SwitchesOfTheCli_BecomeTheirKeys()
    {
        var settings = CommandLineArguments.Parse(["--operation", "publish", "--step=publish", "--output-path", "/tmp/out", "--yes", "--dcp-container-runtime", "podman"]);

        Assert.Equal("publish", settings["AppHost:Operation"]);
        Assert.Equal("publish", settings["Pipeline:Step"]);
        Assert.Equal("/tmp/out", settings["Pipeline:OutputPath"]);
        Assert.Equal("true", settings["Pipeline:SkipConfirmation"]);
        Assert.Equal("podman", settings["DcpPublisher:ContainerRuntime"]);
    }

    [Fact]
    public void Parse_FlagsInARow_DoNotSwallowEachOther()
    {
        var settings = CommandLineArguments.Parse(["--persist", "--until-ready", "--log-file", "/tmp/log", "-v", "rest", "--offset", "-5"]);

        Assert.Equal("true", settings["persist"]);
        Assert.Equal("true", settings["until-ready"]);
        Assert.Equal("/tmp/log", settings["log-file"]);
        Assert.Equal("-5", settings["offset"]);
        Assert.Equal(4, settings.Count);
    }

    [Fact]
    public void Parse_KeyAndValueInOne_AreSplitAtTheFirstSign() =>
        Assert.Equal("b=c", CommandLineArguments.Parse(["Parameters:a=b=c"])["Parameters:a"]);

    [Theory]
    [InlineData("--output-path")]
    [InlineData("--step")]
    [InlineData("--publisher")]
    [InlineData("--log-level")]
    [InlineData("--operation")]
    [InlineData("--dcp-cli-path")]
    public void Parse_SwitchOfTheCliWithoutItsValue_IsRefusedByName(string argument)
    {
        foreach (string[] arguments in (string[][])[[argument], [argument, "--yes"]])
        {
            var mistake = Assert.Throws<DistributedApplicationException>(() => CommandLineArguments.Parse(arguments));
            Assert.StartsWith($"{argument} needs a value", mistake.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Parse_FlagOfTheCli_NeedsNoValue() =>
        Assert.Equal("true", CommandLineArguments.Parse(["--yes", "--clear-cache"])["Pipeline:ClearCache"]);
}
