namespace Observability.E2E.Faults;

/// <summary>What is kept of a test of faults that fails: a fault that comes once in a hundred times is not had again.</summary>
internal static class FaultEvidence
{
    /// <summary>Called where a test ends; writes files into a folder of the test's name if it has failed.</summary>
    /// <param name="read">The files' names and texts; only asked for where they are needed.</param>
    public static async Task KeepAsync(Func<Task<IReadOnlyDictionary<string, string>>> read)
    {
        if (TestContext.Current.TestState?.Result is not TestResult.Failed || TestContext.Current.TestMethod is not { } test)
        {
            return;
        }

        var folder = Repository.EvidenceFolder($"{test.TestClass.TestClassSimpleName}.{test.MethodName}");
        foreach (var (name, text) in await read())
        {
            await File.WriteAllTextAsync(Path.Combine(folder, name), text, CancellationToken.None);
        }
    }

    /// <summary>As the other overload, for the output of programs.</summary>
    public static Task KeepAsync(params IEnumerable<ChildProcess> programs) => KeepAsync(() => Task.FromResult<IReadOnlyDictionary<string, string>>(
        programs.ToDictionary(program => $"process-{program.Pid}.log", program => program.Output)));
}
