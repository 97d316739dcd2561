namespace Observability.E2E.Publishing;

/// <summary>The published files as their own tools read them, where these are on the machine.</summary>
[Tier(Tier.Vendor)]
public sealed class VendorCheckTests
{
    [Theory]
    [InlineData("doks")]
    [InlineData("talos")]
    public async Task Kustomize_WholeTree_GivesEveryObjectOnce(string target)
    {
        var kubectl = Requires.Tool("kubectl", "kubernetes-client");
        await using var build = ChildProcess.Start(kubectl, ["kustomize", Repository.Combine("manifests", target)], Repository.Combine("manifests"));

        Assert.True(await build.ExitCodeAsync(Deadline.ServerReady) == 0, build.Output);
        Assert.Equal(CountObjects(target), Count(build.Output, "\nkind: ") + (build.Output.StartsWith("kind: ", StringComparison.Ordinal) ? 1 : 0));
    }

    [Fact]
    public async Task Terraform_Files_AreFormatted()
    {
        var terraform = Requires.Tool("terraform");
        await using var format = ChildProcess.Start(
            terraform, ["fmt", "-check", "-diff", Repository.Combine("manifests", "doks", "terraform")], Repository.Combine("manifests"));

        Assert.True(await format.ExitCodeAsync(Deadline.ServerReady) == 0, format.Output);
    }

    // Everything that is applied with the rest: neither Flux' own objects, nor what needs kinds of somebody else's, nor Kustomize's.
    private static int CountObjects(string target) => Directory.GetFiles(Repository.Combine("manifests", target), "*.yaml", SearchOption.AllDirectories)
        .Where(file => Path.GetFileName(file) != "kustomization.yaml")
        .Where(file => !new[] { "flux", "cert-manager", "load-balancer", "machine-config" }.Any(folder => file.Contains($"/{target}/{folder}/", StringComparison.Ordinal)))
        .Sum(file => Count(File.ReadAllText(file), "\nkind: "));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
