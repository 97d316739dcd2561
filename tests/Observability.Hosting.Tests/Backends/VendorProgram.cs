using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Backends;

/// <summary>Finds a server's own binary as the stack does, for tests that ask it what it thinks of a configuration.</summary>
internal static class VendorProgram
{
    /// <summary>The binary on PATH in a version that fits; skips the test with the reason where there is none.</summary>
    public static NativeFinding Require(ServerFacts facts)
    {
        var finding = new NativeServers(new ToolRunner(), new NoCache(), Environment.GetEnvironmentVariable("PATH")).Find(facts.Native!);
        if (finding.Command is null)
        {
            Requires.Missing($"{finding.WhyNot}. {facts.Native!.Remedy}");
        }

        return finding;
    }

    /// <summary>Asks every time.</summary>
    internal sealed class NoCache : IVersionCache
    {
        public string GetOrAdd(string path, Func<string> ask) => ask();
    }
}
