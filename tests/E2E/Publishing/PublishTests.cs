using Observability.E2E.Lifetime;

namespace Observability.E2E.Publishing;

/// <summary>The publish as a person runs it.</summary>
[Tier(Tier.Golden)]
public sealed class PublishTests : IDisposable
{
    private const string Canary = "canary-8a1f";

    private readonly TemporaryFolder _folder = new();

    private string Output => _folder.Combine("manifests");

    [Fact]
    public async Task Committed_Files_AreWhatTheGraphGives()
    {
        await using var publish = AppHostProcess.Publish("publish", "--check", "--output-path", Repository.Combine("manifests"));

        Assert.True(await publish.ExitCodeAsync(Deadline.ServerReady) == 0, publish.Output);
    }

    [Fact]
    public async Task Publish_HostileSurroundings_GivesTheCommittedBytes()
    {
        Requires.Linux();
        var environment = new Dictionary<string, string?>
        {
            ["LANG"] = "tr_TR.UTF-8",
            ["LC_ALL"] = "tr_TR.UTF-8",
            ["DOTNET_SYSTEM_GLOBALIZATION_PREDEFINED_CULTURES_ONLY"] = "false",
            // Without it the program has no cultures at all (InvariantGlobalization), and nothing above would matter; it takes ICU.
            ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = HasIcu() ? "false" : "true",
            ["TZ"] = "Pacific/Kiritimati",
            ["PATH"] = "/nowhere",
        };
        await using var publish = ChildProcess.Start(
            "/bin/sh",
            ["-c", "umask 0077; exec \"$@\"", "sh", AppHostProcess.Program, "publish", "--output-path", Output],
            Repository.Combine("AppHost"),
            environment);
        Assert.True(await publish.ExitCodeAsync(Deadline.ServerReady) == 0, publish.Output);

        var files = Find(Output);
        Assert.Equal(Find(Repository.Combine("manifests")), files);
        Assert.All(files, file =>
        {
            var (fresh, committed) = (Path.Combine(Output, file), Repository.Combine("manifests", file));
            Assert.True(File.ReadAllBytes(committed).AsSpan().SequenceEqual(File.ReadAllBytes(fresh)), file);
            Assert.True(OperatingSystem.IsWindows() || (File.GetUnixFileMode(fresh) & UnixFileMode.OtherRead) != 0, file);
        });
    }

    [Fact]
    public async Task Publish_SecretsThatAreSet_AreInNoFileAndNoLine()
    {
        var names = (await File.ReadAllTextAsync(Repository.Combine("aspire-manifest.json"), TestContext.Current.CancellationToken))
            .Split('"').Where(text => text.EndsWith(".inputs.value}", StringComparison.Ordinal)).Select(text => text[1..^".inputs.value}".Length])
            .Where(name => name != "talos-storage-class").ToList();
        var environment = names.ToDictionary(name => $"Parameters__{name}", string? (_) => Canary);
        await using var publish = ChildProcess.Start(AppHostProcess.Program, ["publish", "--output-path", Output], Repository.Combine("AppHost"), environment);
        Assert.True(await publish.ExitCodeAsync(Deadline.ServerReady) == 0, publish.Output);

        Assert.True(names.Count > 10);
        Assert.DoesNotContain(Canary, publish.Output, StringComparison.Ordinal);
        Assert.All(Find(_folder.Path), file => Assert.DoesNotContain(Canary, File.ReadAllText(_folder.Combine(file)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Check_FilesThatWereChanged_ShowsWhatDiffers()
    {
        foreach (var file in Find(Repository.Combine("manifests")))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Output, file))!);
            File.Copy(Repository.Combine("manifests", file), Path.Combine(Output, file));
        }

        var changed = Path.Combine(Output, "doks/loki/service.yaml");
        await File.WriteAllTextAsync(
            changed, (await File.ReadAllTextAsync(changed, TestContext.Current.CancellationToken)).Replace("port: 3100", "port: 3101", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(Output, "doks/loki/statefulset.yaml"));

        await using var publish = AppHostProcess.Publish("publish", "--check", "--output-path", Output);

        Assert.NotEqual(0, await publish.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains("doks/loki/service.yaml:", publish.Output, StringComparison.Ordinal);
        Assert.Contains("-       port: 3101", publish.Output, StringComparison.Ordinal);
        Assert.Contains("doks/loki/statefulset.yaml: is missing", publish.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Output, "doks/loki/statefulset.yaml")));
    }

    [Fact]
    public async Task Publish_FolderWithASlashAtItsEnd_HasTheManifestBesideIt()
    {
        await using var publish = AppHostProcess.Publish("publish", "--output-path", Output + "/");
        Assert.True(await publish.ExitCodeAsync(Deadline.ServerReady) == 0, publish.Output);

        Assert.True(File.Exists(_folder.Combine("aspire-manifest.json")));
        Assert.False(File.Exists(Path.Combine(Output, "aspire-manifest.json")));
        await using var check = AppHostProcess.Publish("publish", "--check", "--output-path", Output + "/");
        Assert.True(await check.ExitCodeAsync(Deadline.ServerReady) == 0, check.Output);
    }

    [Theory]
    [InlineData("--check=true", "doks/loki/service.yaml: is missing")]
    [InlineData("--check=maybe", "Stack:Check")]
    public async Task Check_WithAValue_WritesNothing(string check, string expected)
    {
        await using var publish = AppHostProcess.Publish("publish", check, "--output-path", Output);

        Assert.Equal(1, await publish.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains(expected, publish.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(_folder.Path));
    }

    [Fact]
    public async Task Publish_EmptyParameter_IsNamed()
    {
        await using var publish = AppHostProcess.Publish("publish", "--output-path", Output, "--Parameters:talos-storage-class=");

        Assert.NotEqual(0, await publish.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains("talos: Parameters:talos-storage-class: there is no class of volumes.", publish.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", publish.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Output, "talos")));
    }

    [Fact]
    public async Task Fit_Json_IsForAScript()
    {
        await using var fit = AppHostProcess.Publish("fit", "--target", "doks", "--json");

        Assert.True(await fit.ExitCodeAsync(Deadline.ServerReady) == 0, fit.Output);
        using var report = System.Text.Json.JsonDocument.Parse(fit.Output);
        Assert.True(report.RootElement[0].GetProperty("fits").GetBoolean());
    }

    [Theory]
    [InlineData("There is no target 'nope'. There are: doks, talos.", "fit", "--target", "nope")]
    [InlineData("A cluster is compared with one target. Add --target with one of: doks, talos.", "diff")]
    [InlineData("Add --context with the kubectl context of the cluster", "diff", "--target", "doks")]
    [InlineData("There is no secret 'nope'.", "secret", "nope")]
    [InlineData("There is no command 'lnt'. Try --help.", "lnt")]
    public async Task Command_WrongArguments_SaysWhatIsThere(string expected, params string[] arguments)
    {
        await using var command = AppHostProcess.Publish(arguments);

        Assert.Equal(1, await command.ExitCodeAsync(Deadline.ServerReady));
        Assert.Contains(expected, command.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", command.Output, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static List<string> Find(string folder) =>
        [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal)];

    private static bool HasIcu() =>
        Directory.EnumerateFiles("/usr/lib", "libicuuc.so.*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }).Any();
}
