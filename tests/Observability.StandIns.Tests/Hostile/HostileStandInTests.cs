namespace Observability.StandIns.Tests.Hostile;

/// <summary>No stand-in crashes, leaks or is led astray by what anybody can send to its ports.</summary>
[Tier(Tier.Process)]
public sealed class HostileStandInTests(HostileStandInsFixture attacks) : IClassFixture<HostileStandInsFixture>
{
    public static TheoryData<string> Names => [.. HostileStandIns.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Attacks_OverHttp_AreRefusedAndNothingLeaks(string name) => attacks.ResultOf(name);

    /// <summary>A new one is attacked as well; the producer lets nobody but probes in.</summary>
    [Fact]
    public async Task Attacks_OverHttp_AreOnEveryStandIn()
    {
        await using var usage = ChildProcess.Start("dotnet", [typeof(IStandIn).Assembly.Location]);
        await usage.ExitCodeAsync(Deadline.ServerReady);

        // Usage: Observability.StandIns <consumer|dashboards|…> [arguments]
        var names = usage.Output.Split('<')[1].Split('>')[0].Split('|');
        Assert.Equal(names.Except(["producer"]).Order(StringComparer.Ordinal), HostileStandIns.All.Keys.Order(StringComparer.Ordinal));
    }
}
