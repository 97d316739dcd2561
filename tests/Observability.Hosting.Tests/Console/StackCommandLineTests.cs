using Observability.Hosting.Console;

namespace Observability.Hosting.Tests.Console;

public class StackCommandLineTests
{
    [Fact]
    public void Expand_Switches_BecomeSettingsAndTheRestPasses() => Assert.Equal(
        ["--Stack:Persist=true", "--Stack:UntilReady=true", "--operation", "publish", "--unknown"],
        StackCommandLine.Expand(["--persist", "--until-ready", "--operation", "publish", "--unknown"]));
}
