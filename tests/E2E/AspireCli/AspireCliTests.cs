namespace Observability.E2E.AspireCli;

/// <summary>The real <c>aspire</c> command, of the version whose bundle is pinned, with this AppHost.</summary>
[Tier(Tier.Process)]
public sealed class AspireCliTests : IAsyncLifetime
{
    private const string Package = "@microsoft/aspire-cli-linux-x64@13.5.4";

    private readonly TemporaryFolder _folder = new();
    private readonly Leftovers _leftovers = new();

    private static string AppHost => Repository.Combine("AppHost", "AppHost.csproj");

    private string Aspire => _folder.Combine("node_modules", "@microsoft", "aspire-cli-linux-x64", "bin", "aspire");

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        Requires.Tool("npm");
        var install = await RunAsync("npm", "install", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", _folder.Path, Package);
        Assert.True(install.ExitCode == 0, install.Output);
    }

    [Fact]
    public async Task Start_ByTheRealCommand_CanBeLookedAtCommandedAndStopped()
    {
        var start = await RunAsync(
            Aspire, "start", "--apphost", AppHost, "--no-build", "--non-interactive", "--", "--Stack:Backend=process", "--only", "prometheus,alertmanager", $"--Stack:StateFolder={_folder.Combine("state")}");
        Assert.True(start.ExitCode == 0, start.Output);
        try
        {
            Assert.Contains("AppHost.csproj", (await RunAsync(Aspire, "ps", "--non-interactive")).Output, StringComparison.Ordinal);
            var wait = await RunAsync(Aspire, "wait", "prometheus", "--apphost", AppHost, "--non-interactive");
            Assert.True(wait.ExitCode == 0, wait.Output);
            Assert.NotEmpty(_leftovers.NotePorts());

            var describe = (await RunAsync(Aspire, "describe", "--apphost", AppHost, "--non-interactive", "--format", "Json")).Output;
            Assert.Contains("\"prometheus\"", describe, StringComparison.Ordinal);
            Assert.Contains("Healthy", describe, StringComparison.Ordinal);

            Assert.Contains("Listening on", (await RunAsync(Aspire, "logs", "alertmanager", "--apphost", AppHost, "--non-interactive")).Output, StringComparison.Ordinal);
            var restart = await RunAsync(Aspire, "resource", "alertmanager", "restart", "--apphost", AppHost, "--non-interactive");
            Assert.True(restart.ExitCode == 0, restart.Output);
            Assert.NotEqual(0, (await RunAsync(Aspire, "resource", "alertmanager", "fly", "--apphost", AppHost, "--non-interactive")).ExitCode);
            Assert.NotEqual(0, (await RunAsync(Aspire, "wait", "nobody", "--apphost", AppHost, "--non-interactive")).ExitCode);
        }
        finally
        {
            Assert.Equal(0, (await RunAsync(Aspire, "stop", "--apphost", AppHost, "--non-interactive")).ExitCode);
        }

        Assert.DoesNotContain("AppHost.csproj", (await RunAsync(Aspire, "ps", "--non-interactive")).Output, StringComparison.Ordinal);
        await _leftovers.AreGoneAsync(Deadline.Gone);
        Assert.Empty(Directory.GetFiles(_folder.Combine(".aspire", "cli", "bch")));
    }

    [Fact]
    public async Task Run_CommandIsKilled_NothingOutlivesIt()
    {
        await using var run = StartCommand(
            Aspire, "run", "--apphost", AppHost, "--no-build", "--non-interactive", "--", "--Stack:Backend=process", "--only", "alertmanager", $"--Stack:StateFolder={_folder.Combine("state")}");
        await run.PrintsAsync("/login?t=", Deadline.StackReady);
        await Eventually.HoldsAsync("it has processes that listen", () => _leftovers.NotePorts().Count > 0, Deadline.StackReady);

        run.KillAtOnce();

        await _leftovers.AreGoneAsync(Deadline.Gone);
    }

    [Fact]
    public async Task Publish_ByTheRealCommand_WritesTheCommittedFiles()
    {
        var publish = await RunAsync(Aspire, "publish", "--apphost", AppHost, "--output-path", _folder.Combine("manifests"), "--no-build", "--non-interactive");

        Assert.True(publish.ExitCode == 0, publish.Output);
        Assert.Contains("publish-doks", publish.Output, StringComparison.Ordinal);
        Assert.Contains("Pipeline succeeded", publish.Output, StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllText(Repository.Combine("manifests", "talos", "loki", "statefulset.yaml")),
            File.ReadAllText(_folder.Combine("manifests", "talos", "loki", "statefulset.yaml")));
        Assert.True(File.Exists(_folder.Combine("aspire-manifest.json")));

        // A failure reaches whoever has called it.
        var failure = await RunAsync(
            Aspire, "publish", "--apphost", AppHost, "--output-path", _folder.Combine("other"), "--no-build", "--non-interactive", "--", "--Parameters:talos-storage-class=");
        Assert.NotEqual(0, failure.ExitCode);
        Assert.Contains("Parameters:talos-storage-class", failure.Output, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        _leftovers.KillAll();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<(int ExitCode, string Output)> RunAsync(string program, params string[] arguments)
    {
        await using var process = StartCommand(program, arguments);
        return (await process.ExitCodeAsync(Deadline.StackReady), process.Output);
    }

    // It writes a file of its own into the folder that it is started in, and finds what runs below the home: with one of its own it
    // neither sees nor stops what a person runs.
    private ChildProcess StartCommand(string program, params string[] arguments) => ChildProcess.Start(program, arguments, _folder.Path, new Dictionary<string, string?>
    {
        ["HOME"] = _folder.Path,

        // The package is fetched once, and not for each test.
        ["npm_config_cache"] = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".npm"),
        ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
        ["NO_COLOR"] = "1",
        [Leftovers.Variable] = _leftovers.Value,
    });
}
