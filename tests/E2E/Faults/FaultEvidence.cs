namespace Observability.E2E.Faults;

/// <summary>The output of AppHosts that a failed test has killed: they answer nobody any more, and what comes once in a hundred times is not had again.</summary>
internal static class FaultEvidence
{
    /// <summary>Called where a test ends; writes a file for each program into the folder of the test's evidence if it has failed.</summary>
    public static async Task KeepAsync(params IEnumerable<ChildProcess> programs)
    {
        if (TestContext.Current.TestState?.Result is not TestResult.Failed)
        {
            return;
        }

        foreach (var program in programs)
        {
            await File.WriteAllTextAsync(Path.Combine(Repository.EvidenceFolder(), $"process-{program.Pid}.log"), program.Output, CancellationToken.None);
        }
    }
}
