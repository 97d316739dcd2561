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

    [Fact]
    public void Expand_SwitchWithAValue_BecomesTheSettingWithIt()
    {
        Assert.Equal(["--Stack:Persist=true", "--Stack:UntilReady=False"], StackCommandLine.Expand(["--persist=true", "--until-ready=False"]));
        Assert.Contains("--Stack:Check=false", StackCommandLine.Expand(["publish", "--check=false"]));
    }

    [Theory]
    [InlineData("lint")]
    [InlineData("lnt")]
    public void Expand_FirstWord_IsACommandWhateverItIs(string word) =>
        Assert.Equal([$"--Stack:Command={word}", "--operation", "publish", "--Stack:Json=true"], StackCommandLine.Expand([word, "--json"]));

    [Fact]
    public void Expand_SettingInFirstPlace_IsNoCommand() =>
        Assert.Equal(["Stack:Backend=process"], StackCommandLine.Expand(["Stack:Backend=process"]));
}
