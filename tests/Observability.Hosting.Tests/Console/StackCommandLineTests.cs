using Observability.Hosting.Console;

namespace Observability.Hosting.Tests.Console;

public class StackCommandLineTests
{
    [Fact]
    public void Expand_Switches_BecomeSettingsAndTheRestPasses() => Assert.Equal(
        ["--Stack:Persist=true", "--Stack:UntilReady=true", "--operation", "publish", "--unknown"],
        StackCommandLine.Expand(["--persist", "--until-ready", "--operation", "publish", "--unknown"]));

    [Theory]
    [InlineData("--only", "a,b")]
    [InlineData("--only=a,b")]
    public void Expand_Only_BecomesOneSetting(params string[] arguments) =>
        Assert.Equal(["--Stack:Only=a,b", "--x"], StackCommandLine.Expand([.. arguments, "--x"]));
}
