namespace Observability.E2E.AspireCli;

/// <summary>The real <c>aspire</c> command, of the version whose bundle is pinned, with this AppHost.</summary>
[Tier(Tier.Process)]
public sealed class AspireCliTests : IDisposable
{
    private const string Package = "@microsoft/aspire-cli-linux-x64@13.5.4";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Publish_ByTheRealCommand_WritesTheCommittedFiles()
    {
        Requires.Linux();
        Requires.Tool("npm");
        Assert.Equal(0, (await RunAsync("npm", "install", "--no-audit", "--no-fund", "--prefix", _folder.Path, Package)).ExitCode);
        var aspire = _folder.Combine("node_modules", "@microsoft", "aspire-cli-linux-x64", "bin", "aspire");

        var publish = await RunAsync(
            aspire, "publish", "--apphost", Repository.Combine("AppHost", "AppHost.csproj"), "--output-path", _folder.Combine("manifests"), "--no-build", "--non-interactive");

        Assert.True(publish.ExitCode == 0, publish.Output);
        Assert.Contains("publish-doks", publish.Output, StringComparison.Ordinal);
        Assert.Contains("Pipeline succeeded", publish.Output, StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllText(Repository.Combine("manifests", "talos", "loki", "statefulset.yaml")),
            File.ReadAllText(_folder.Combine("manifests", "talos", "loki", "statefulset.yaml")));
        Assert.True(File.Exists(_folder.Combine("aspire-manifest.json")));

        // A failure reaches whoever has called it.
        var failure = await RunAsync(
            aspire, "publish", "--apphost", Repository.Combine("AppHost", "AppHost.csproj"), "--output-path", _folder.Combine("other"), "--no-build", "--non-interactive", "--", "--Parameters:talos-storage-class=");
        Assert.NotEqual(0, failure.ExitCode);
        Assert.Contains("Parameters:talos-storage-class", failure.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        // It writes a file of its own into the folder that it is started in.
        await using var process = ChildProcess.Start(program, arguments, _folder.Path, new Dictionary<string, string?> { ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true", ["NO_COLOR"] = "1" });
        return (await process.ExitCodeAsync(Deadline.StackReady), process.Output);
    }
}
