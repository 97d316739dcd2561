using Aspire.Hosting;
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

    [Theory]
    [InlineData("--only", "--only")]
    [InlineData("--only", "--only", "--persist")]
    [InlineData("--target", "fit", "--target")]
    [InlineData("--prices", "fit", "--prices", "--json")]
    [InlineData("--context", "diff", "--target", "doks", "--context")]
    [InlineData("--Stack:StateFolder", "--Stack:StateFolder")]
    [InlineData("--stack:domain", "publish", "--stack:domain", "--check")]
    public async Task Run_SwitchWithoutItsValue_EndsWithAMistakeThatNamesIt(string name, params string[] arguments)
    {
        var builder = DistributedApplication.CreateBuilder(StackCommandLine.Expand(arguments));

        Assert.StartsWith($"{name} needs a value", builder.Configuration["Stack:Mistake"], StringComparison.Ordinal);
        Assert.Equal(1, await builder.RunStackAsync());
    }

    [Fact]
    public void Expand_SettingThatIsASwitch_NeedsNoValue() =>
        Assert.Equal(["--Stack:Persist", "--Stack:Console"], StackCommandLine.Expand(["--Stack:Persist", "--Stack:Console"]));

    [Fact]
    public void Publish_OutputPathWithoutItsValue_IsRefusedByName()
    {
        var mistake = Assert.Throws<DistributedApplicationException>(
            () => DistributedApplication.CreateBuilder(StackCommandLine.Expand(["publish", "--output-path"])));

        Assert.StartsWith("--output-path needs a value", mistake.Message, StringComparison.Ordinal);
    }
}
