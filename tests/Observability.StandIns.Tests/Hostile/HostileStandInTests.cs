namespace Observability.StandIns.Tests.Hostile;

/// <summary>No stand-in crashes, leaks or is led astray by what anybody can send to its ports.</summary>
[Tier(Tier.Process)]
public sealed class HostileStandInTests(HostileStandInsFixture attacks) : IClassFixture<HostileStandInsFixture>
{
    public static TheoryData<string> Names => [.. HostileStandIns.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task Attacks_OverHttp_AreRefusedAndNothingLeaks(string name) => attacks.ResultOf(name);
}
