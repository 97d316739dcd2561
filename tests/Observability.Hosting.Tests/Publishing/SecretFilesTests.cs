using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Model;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>The three ways in which secrets come into a cluster: none of them writes a value.</summary>
public sealed class SecretFilesTests : IDisposable
{
    private const string Canary = "canary-4711";

    private readonly TemporaryFolder _folder = new();
    private readonly SecretReference _password;
    private readonly PublishRig _rig = new($"--Parameters:store-password={Canary}");

    public SecretFilesTests()
    {
        var store = _rig.AddServer("store", 8000);
        _password = _rig.Builder.AddSecret(store.Resource, "password");
        store.WithSecretEnvironment("PASSWORD", _password)
            .WithConfigFile(ConfigFile.FromSecret("/etc/store/password", _password))
            .WithConfigFile(new ConfigFile("/etc/store/users.conf", (_, _) => Task.FromResult($"user {Canary}\n"), Sensitive: true))
            .WithEnvironment("URL", $"http://user:{_password.Parameter}@localhost/");
    }

    [Fact]
    public async Task Script_EachSecret_HasAnObjectWithoutValuesAndALine()
    {
        var files = await WriteAsync(_rig.Builder.AddGenericCluster("any"));

        Assert.Equal(
            ["any/10-secrets/fill.sh", "any/10-secrets/kustomization.yaml", "any/10-secrets/store-password.yaml", "any/10-secrets/store-users.yaml"],
            files.Keys.Where(path => path.StartsWith("any/10-secrets/", StringComparison.Ordinal)));
        Assert.Contains("observability/keys: value", files["any/10-secrets/store-password.yaml"], StringComparison.Ordinal);
        Assert.DoesNotContain("\ndata:", files["any/10-secrets/store-password.yaml"], StringComparison.Ordinal);
        Assert.DoesNotContain("stringData", files["any/10-secrets/store-password.yaml"], StringComparison.Ordinal);
        Assert.Contains("fill observability store-users users.conf", files["any/10-secrets/fill.sh"], StringComparison.Ordinal);
        Assert.DoesNotContain("fill.sh", files["any/10-secrets/kustomization.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_ValueThatCannotBeRead_AppliesNothing()
    {
        Assert.Equal(1, await RunScriptAsync("exit 1"));

        Assert.False(File.Exists(_folder.Combine("calls")));
    }

    [Fact]
    public async Task Script_ValueWithLineEnds_ArrivesAsItIs()
    {
        Assert.Equal(0, await RunScriptAsync("printf 'a%%s\\n\\n'"));

        Assert.Equal(["create", "apply", "create", "apply"], await File.ReadAllLinesAsync(_folder.Combine("calls"), TestContext.Current.CancellationToken));
        Assert.Equal("a%s\n\n", await File.ReadAllTextAsync(_folder.Combine("store-password"), TestContext.Current.CancellationToken));
        Assert.Equal("a%s\n\n", await File.ReadAllTextAsync(_folder.Combine("store-users"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Sops_EachSecret_HasAFileToBeEncryptedAndARuleForIt()
    {
        var files = await WriteAsync(_rig.Builder.AddGenericCluster("any").WithSopsSecrets("age1qqq"));

        Assert.Contains("stringData:\n  value: \"\"", files["any/10-secrets/store-password.sops.yaml"], StringComparison.Ordinal);
        Assert.Contains("age: age1qqq", files["any/.sops.yaml"], StringComparison.Ordinal);
        Assert.Contains("provider: sops", files["any/flux/10-secrets.yaml"], StringComparison.Ordinal);
        Assert.DoesNotContain("decryption", files["any/flux/store.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sops_SecretOfAnAgentToo_TellsToEncryptTheFileThatItIsIn()
    {
        _rig.AddServer("agent", 8001, new Workload(10, 16, 32) { SharesNode = true }).WithSecretEnvironment("PASSWORD", _password);
        var files = await WriteAsync(_rig.Builder.AddGenericCluster("any").WithSopsSecrets("age1qqq"));

        var forms = files.Where(file => file.Key.StartsWith("any/10-secrets/", StringComparison.Ordinal) && file.Key.EndsWith(".sops.yaml", StringComparison.Ordinal)).ToList();
        Assert.Contains("any/10-secrets/store-password-agents.sops.yaml", forms.Select(form => form.Key));
        Assert.All(forms, form => Assert.Contains($" --in-place {Path.GetFileName(form.Key)}\n", form.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task External_EachSecret_NamesItsPlaceInTheVault()
    {
        var files = await WriteAsync(_rig.Builder.AddGenericCluster("any").WithExternalSecrets("vault"));

        Assert.Contains("kind: ExternalSecret", files["any/10-secrets/store-password.yaml"], StringComparison.Ordinal);
        Assert.Contains("key: observability/store-password", files["any/10-secrets/store-password.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pod_TextWithASecretInIt_TakesItFromAVariable()
    {
        var files = await WriteAsync(_rig.Builder.AddGenericCluster("any"));

        Assert.Contains("value: http://user:$(SECRET_STORE_PASSWORD)@localhost/", files["any/store/deployment.yaml"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Argument_Secret_IsRefused()
    {
        var server = _rig.AddServer("talker", 8001);
        var password = _rig.Builder.AddSecret(server.Resource, "word");
        server.WithArgs(context => context.Args.Add(password.Parameter));

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => _rig.ReadAsync(_rig.Builder.AddGenericCluster("any").Resource));

        Assert.Equal(
            "talker: arguments: the secret 'talker-word' would be in an argument, which everybody on the node can read. Use an environment variable or a file.",
            exception.Message);
    }

    [Fact]
    public void Sops_SecretKey_IsRefused() =>
        Assert.Throws<ArgumentException>(() => _rig.Builder.AddGenericCluster("any").WithSopsSecrets("AGE-SECRET-KEY-1QQQ"));

    public void Dispose() => _folder.Dispose();

    // With stand-ins for the two programs that it calls.
    private async Task<int> RunScriptAsync(string secret)
    {
        Requires.Linux();
        var files = await WriteAsync(_rig.Builder.AddGenericCluster("any"));
        _folder.WriteScript("bin/dotnet", $"#!/bin/sh\ncase \"$*\" in *' secret '*) {secret} ;; esac\n");
        _folder.WriteScript("bin/kubectl", """
            #!/bin/sh
            case $1 in
                create) cat >"$4" && echo create >>calls && echo object ;;
                apply) cat >/dev/null && echo apply >>calls ;;
            esac
            """);
        await using var script = ChildProcess.Start(
            "bash",
            [_folder.Write("fill.sh", files["any/10-secrets/fill.sh"])],
            _folder.Path,
            new Dictionary<string, string?> { ["PATH"] = $"{_folder.Combine("bin")}:{Environment.GetEnvironmentVariable("PATH")}" });
        return await script.ExitCodeAsync(Deadline.ServerReady);
    }

    private async Task<SortedDictionary<string, string>> WriteAsync(IResourceBuilder<Observability.Hosting.Targets.ClusterTarget> target)
    {
        var files = await _rig.WriteAsync(target.Resource);
        Assert.All(files, file => Assert.DoesNotContain(Canary, file.Text, StringComparison.Ordinal));
        return new SortedDictionary<string, string>(files.ToDictionary(file => file.Path, file => file.Text), StringComparer.Ordinal);
    }
}
