using System.ComponentModel;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Backends;
using Observability.Hosting.Publishing.Commands;
using Observability.Hosting.Targets;
using Observability.Hosting.Tests.Backends;

namespace Observability.Hosting.Tests.Publishing;

/// <summary>The comparison with a live cluster, by kubectl.</summary>
public sealed class DiffCommandTests
{
    [Fact]
    public async Task Diff_ClusterIsTheSame_SaysSo()
    {
        var tools = new RecordingTools((_, _) => new ToolResult(0, string.Empty));

        Assert.Equal(0, await RunAsync(tools));

        Assert.StartsWith("kubectl diff --server-side --force-conflicts --context prod --kustomize ", Assert.Single(tools.Calls), StringComparison.Ordinal);
        Assert.EndsWith("/any", tools.Calls[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Diff_FilesForKubectl_AreThereWhileItRunsAndThenGone()
    {
        var folder = string.Empty;
        var tools = new RecordingTools((_, arguments) =>
        {
            folder = arguments[^1];
            Assert.True(File.Exists(Path.Combine(folder, "kustomization.yaml")));
            return new ToolResult(1, "-  replicas: 1\n+  replicas: 2");
        });

        Assert.Equal(1, await RunAsync(tools));

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Diff_SopsSecrets_AreNotCompared()
    {
        var tools = new RecordingTools((_, arguments) =>
        {
            var resources = File.ReadAllText(Path.Combine(arguments[^1], "kustomization.yaml"));
            Assert.Contains("- store\n", resources, StringComparison.Ordinal);
            Assert.DoesNotContain("10-secrets", resources, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(arguments[^1], "10-secrets")));
            return new ToolResult(0, string.Empty);
        });

        Assert.Equal(0, await RunAsync(tools, target => target.WithSopsSecrets("age1qqq")));
    }

    [Fact]
    public async Task Diff_NoCluster_SaysSoPlainly()
    {
        var refused = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => RunAsync(new RecordingTools((_, _) => new ToolResult(2, "The connection to the server was refused"))));
        var missing = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => RunAsync(new RecordingTools((_, _) => throw new Win32Exception("No such file or directory"))));

        Assert.Equal("The cluster of context 'prod' could not be compared with: The connection to the server was refused", refused.Message);
        Assert.Equal("The cluster of context 'prod' could not be compared with: No such file or directory. It needs kubectl on PATH.", missing.Message);
    }

    private static Task<int> RunAsync(IToolRunner tools, Action<IResourceBuilder<ClusterTarget>>? configure = null)
    {
        var rig = new PublishRig("--Stack:KubeContext=prod");
        var store = rig.AddServer("store", 8000);
        store.WithSecretEnvironment("PASSWORD", rig.Builder.AddSecret(store.Resource, "password"));
        var target = rig.Builder.AddGenericCluster("any");
        configure?.Invoke(target);
        return new DiffCommand(rig.Builder, tools).RunAsync(TestContext.Current.CancellationToken);
    }
}
