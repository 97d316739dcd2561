using Aspire.Hosting.Embedded.Bundle;
using Aspire.Hosting.Embedded.Dcp;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Embedded.Tests.Bundle;

/// <summary>The bundle of this machine, with the real orchestrator and the real dashboard.</summary>
internal static class TestBundle
{
    private static readonly BundleLocator s_locator =
        new(new ConfigurationBuilder().AddEnvironmentVariables().Build(), new HostProcesses());

    /// <summary>Finds it, and fetches it where no AppHost has run before; skips where it cannot be had.</summary>
    public static async Task<AspireBundle> LocateAsync()
    {
        Requires.Linux();
        Requires.AspireBundleOrNpm();
        return await s_locator.LocateAsync(TestContext.Current.CancellationToken);
    }
}
