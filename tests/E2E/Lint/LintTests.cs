using System.Text.Json;
using Observability.E2E.Lifetime;

namespace Observability.E2E.Lint;

/// <summary>The command <c>lint</c>, on the AppHost's own graph.</summary>
[Tier(Tier.Process)]
public sealed class LintTests
{
    [Fact]
    public async Task Lint_OwnGraph_FindsNothingAndStartsNothing()
    {
        await using var lint = AppHostProcess.Publish("lint");

        Assert.Equal(0, await lint.ExitCodeAsync(Deadline.ServerReady));
        Assert.Equal("No findings.", lint.Output.Trim());
    }

    [Fact]
    public async Task Lint_Mistakes_AreAllListedAndTheExitCodeIsOne()
    {
        await using var lint = AppHostProcess.Publish("lint", "--json", "--Stack:Backend=magic", "--Stack:Persist=perhaps");

        Assert.Equal(1, await lint.ExitCodeAsync(Deadline.ServerReady));
        using var findings = JsonDocument.Parse(lint.Output);
        Assert.Equal(
            [("configuration", "Stack:Backend", "'magic' is not a backend"), ("configuration", "Stack:Persist", "'perhaps' is neither true nor false")],
            findings.RootElement.EnumerateArray().Select(finding => (
                finding.GetProperty("rule").GetString(), finding.GetProperty("field").GetString(), finding.GetProperty("what").GetString())));
    }
}
