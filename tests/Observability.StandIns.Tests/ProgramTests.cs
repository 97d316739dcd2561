namespace Observability.StandIns.Tests;

/// <summary>The program is started with the name of a stand-in.</summary>
[Tier(Tier.Process)]
public class ProgramTests
{
    [Fact]
    public async Task Start_WithoutAKnownName_SaysHowToUseItAndEnds()
    {
        await using var program = ChildProcess.Start("dotnet", [typeof(IStandIn).Assembly.Location, "nobody"]);

        Assert.Equal(2, await program.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains("Usage: Observability.StandIns", program.Output, StringComparison.Ordinal);
    }
}
