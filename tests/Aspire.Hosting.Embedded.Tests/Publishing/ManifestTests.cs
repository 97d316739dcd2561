using System.Text;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Publishing;
using Aspire.Hosting.Embedded.Tests.Pipelines;

namespace Aspire.Hosting.Embedded.Tests.Publishing;

/// <summary>Models and the manifests they give; the expected text of a case is <c>Golden/&lt;case&gt;.json</c>.</summary>
[Tier(Tier.Golden)]
public sealed class ManifestTests
{
    private const string ManifestPath = "/repo/app/aspire-manifest.json";

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Manifest_OfAModel_IsTheExpectedText(string name) => Assert.Equal(await ExpectedAsync(name), await WriteAsync(ManifestModels.Create(name)));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Manifest_OfAModelInAnotherOrder_IsTheSameText(string name) =>
        Assert.Equal(await ExpectedAsync(name), await WriteAsync(ManifestModels.Create(name).Reverse()));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Manifest_OfAModel_HasNoSecretValue(string name) =>
        Assert.DoesNotContain(ManifestModels.Canary, await WriteAsync(ManifestModels.Create(name)), StringComparison.Ordinal);

    [Fact]
    public void Golden_HasAFileForEachCaseAndNoOther()
    {
        var files = Directory.GetFiles(GoldenDirectory()).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal);

        Assert.Equal(ManifestModels.Names.Order(StringComparer.Ordinal), files);
    }

    [Fact]
    public async Task Manifest_WithResourcesThatCannotBeWritten_NamesAllOfThem()
    {
        var failing = new ExecutableResource("tool", "tool", "/repo/app");
        failing.Annotations.Add(new EnvironmentCallbackAnnotation((EnvironmentCallbackContext _) => throw new InvalidOperationException("no such host")));

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => WriteAsync([failing, new ContainerResource("empty"), ManifestModels.Container("fine")]));

        Assert.Contains("resource 'tool': no such host", exception.Message, StringComparison.Ordinal);
        Assert.Contains("resource 'empty': the container has neither an image (WithImage) nor a Dockerfile (WithDockerfile)", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("fine", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishManifest_WithADirectory_WritesAspireManifestThere()
    {
        using var folder = new TemporaryFolder();
        await using var rig = new PipelineRig([ManifestModels.Container("web")], "Publishing:Publisher=manifest", $"Publishing:OutputPath={folder.Path}/out");

        Assert.Equal(0, await rig.RunAsync());

        Assert.Equal(["aspire-manifest.json"], Directory.GetFiles(folder.Combine("out")).Select(Path.GetFileName));
        Assert.StartsWith("{\n  \"resources\": {\n    \"web\": {", await File.ReadAllTextAsync(folder.Combine("out", "aspire-manifest.json"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PublishManifest_WithoutAnOutputPath_SaysWhatToPass()
    {
        await using var rig = new PipelineRig(configuration: "Pipeline:Step=publish-manifest");

        Assert.Equal(1, await rig.RunAsync());

        Assert.Contains(rig.Printed, line => line.Contains("pass --output-path", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PublishManifest_ThatFails_LeavesTheOldFileAlone()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("m.json", "old");
        await using var rig = new PipelineRig([new ContainerResource("empty")], "Pipeline:Step=publish-manifest", $"Pipeline:OutputPath={path}");

        Assert.Equal(1, await rig.RunAsync());

        Assert.Equal("old", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal(["m.json"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task PublishManifest_WithContainerFiles_WarnsThatTheyAreLeftOut()
    {
        using var folder = new TemporaryFolder();
        var files = new ContainerFileSystemCallbackAnnotation { DestinationPath = "/etc", Callback = (_, _) => Task.FromResult<IEnumerable<ContainerFileSystemItem>>([]) };
        await using var rig = new PipelineRig(
            [ManifestModels.Container("web", files), ManifestModels.Container("plain")], "Pipeline:Step=publish-manifest", $"Pipeline:OutputPath={folder.Path}");

        Assert.Equal(0, await rig.RunAsync());

        Assert.Contains("! publish-manifest: the manifest does not have the files (WithContainerFiles) of: web", rig.Printed);
    }

    public static TheoryData<string> Cases() => [.. ManifestModels.Names];

    private static async Task<string> WriteAsync(IEnumerable<IResource> resources)
    {
        var content = await ManifestDocument.WriteAsync(
            new DistributedApplicationModel(resources),
            new DistributedApplicationExecutionContext(DistributedApplicationOperation.Publish),
            ManifestPath,
            TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(content.Span);
    }

    private static Task<string> ExpectedAsync(string name) =>
        File.ReadAllTextAsync(Path.Combine(GoldenDirectory(), name + ".json"), TestContext.Current.CancellationToken);

    private static string GoldenDirectory() => Path.Combine(AppContext.BaseDirectory, "Publishing", "Golden");
}
