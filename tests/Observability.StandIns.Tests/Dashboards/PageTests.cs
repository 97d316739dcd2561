namespace Observability.StandIns.Tests.Dashboards;

/// <summary>The page's own tests, which need no browser: units, variables, transformations, field options, time ranges, layout.</summary>
[Tier(Tier.Process)]
public sealed class PageTests
{
    [Theory]
    [InlineData("check")]
    [InlineData("test")]
    public async Task Page_Script_FindsNothingWrong(string script)
    {
        var npm = Requires.Tool("npm");
        var folder = Repository.Combine("src", "Observability.StandIns", "Dashboards", "Page");
        await using var run = ChildProcess.Start(npm, ["run", "--silent", script], folder);

        Assert.True(await run.ExitCodeAsync(Deadline.Build) == 0, run.Output);
    }
}
