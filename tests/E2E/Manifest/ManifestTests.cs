using Observability.E2E.Lifetime;

namespace Observability.E2E.Manifest;

[Tier(Tier.Golden)]
public sealed class ManifestTests
{
    [Fact]
    public async Task CommittedManifest_IsWhatTheGraphGives()
    {
        // Beside the committed one: paths in a manifest are relative to it.
        var fresh = Repository.Combine("aspire-manifest.check.json");
        try
        {
            await using var appHost = AppHostProcess.Publish("--publisher", "manifest", "--output-path", fresh);
            Assert.True(await appHost.ExitCodeAsync(Deadline.ServerReady) == 0, appHost.Output);

            Assert.Equal(
                await File.ReadAllTextAsync(Repository.Combine("aspire-manifest.json"), TestContext.Current.CancellationToken),
                await File.ReadAllTextAsync(fresh, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(fresh);
        }
    }
}
