using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Embedded.Tests.ApplicationModel;

public class ResourceModelTests
{
    [Fact]
    public void Annotations_ChangedWhileEnumerated_ShowTheBeginning()
    {
        var resource = new TestResource("r");
        resource.Annotations.Add(new ReplicaAnnotation(1));

        foreach (var annotation in resource.Annotations)
        {
            resource.Annotations.Add(new ReplicaAnnotation(2));
            Assert.Equal(1, ((ReplicaAnnotation)annotation).Replicas);
        }

        Assert.Equal(2, resource.Annotations.Count);
        Assert.Equal(2, resource.GetReplicaCount());
        resource.Annotations.RemoveAt(1);
        Assert.Equal(1, resource.GetReplicaCount());
    }

    [Theory]
    [InlineData("Starting", new[] { "Healthy" }, null)]
    [InlineData("Running", new string[0], "Healthy")]
    [InlineData("Running", new[] { "Healthy", "Degraded" }, "Degraded")]
    [InlineData("Running", new[] { "Degraded", "Unhealthy", "Healthy" }, "Unhealthy")]
    [InlineData("Running", new[] { "Healthy", null }, "Unhealthy")]
    public void HealthStatus_IsTheWorstWhileRunning(string state, string?[] reports, string? expected)
    {
        var snapshot = new CustomResourceSnapshot { ResourceType = "Container", Properties = [], State = state }
            .WithHealthReports([.. reports.Select(static (status, index) =>
                new HealthReportSnapshot($"check{index}", status is null ? null : Enum.Parse<HealthStatus>(status), null, null))]);

        Assert.Equal(expected, snapshot.HealthStatus?.ToString());
    }

    [Fact]
    public void Snapshot_Defaults_AreEmptyAndNotUninitialised()
    {
        var snapshot = new CustomResourceSnapshot { ResourceType = "Container", Properties = [] };

        Assert.All<bool>(
            [snapshot.Urls.IsDefault, snapshot.Volumes.IsDefault, snapshot.EnvironmentVariables.IsDefault, snapshot.HealthReports.IsDefault,
                snapshot.Commands.IsDefault, snapshot.Relationships.IsDefault],
            Assert.False);
        Assert.Null((ResourceStateSnapshot?)(string?)null);
    }

    [Fact]
    public void SensitiveProperty_AsText_HidesItsValue()
    {
        var property = new ResourcePropertySnapshot("Value", "s3cret") { IsSensitive = true };
        var snapshot = new CustomResourceSnapshot { ResourceType = "Parameter", Properties = ImmutableArray.Create(property) };

        Assert.DoesNotContain("s3cret", property.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", snapshot.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("docker.io", "grafana/grafana", "12.0", null, "docker.io/grafana/grafana:12.0")]
    [InlineData(null, "busybox", null, null, "busybox")]
    [InlineData("ghcr.io", "a/b", null, "abc", "ghcr.io/a/b@sha256:abc")]
    public void ImageName_IsPutTogether(string? registry, string image, string? tag, string? digest, string expected)
    {
        var resource = new ContainerResource("c");
        var annotation = new ContainerImageAnnotation { Registry = registry, Image = image };
        annotation.Tag = tag ?? annotation.Tag;
        annotation.SHA256 = digest ?? annotation.SHA256;
        resource.Annotations.Add(annotation);

        Assert.True(resource.TryGetContainerImageName(out var name));
        Assert.Equal(expected, name);
        Assert.True(resource.IsContainer());
    }

    [Fact]
    public void ImageName_OfABuiltImage_IsTheBuiltOneUnlessAskedOtherwise()
    {
        var resource = TestModel.Container("c");
        resource.Annotations.Add(new DockerfileBuildAnnotation("/ctx", "/ctx/Dockerfile", null) { ImageName = "built", ImageTag = "1" });

        Assert.True(resource.TryGetContainerImageName(out var built));
        Assert.True(resource.TryGetContainerImageName(useBuiltImage: false, out var original));
        Assert.Equal(("built:1", "c"), (built, original));
        Assert.True(resource.RequiresImageBuildAndPush());

        resource.Annotations.Add(ManifestPublishingCallbackAnnotation.Ignore);
        Assert.False(resource.RequiresImageBuild());
    }

    [Fact]
    public void FilesFromPath_AreTheFoldersTreeInOrder()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "sub", "empty"));
        File.WriteAllText(Path.Combine(folder.Path, "b.yml"), "b");
        File.WriteAllText(Path.Combine(folder.Path, "a.yml"), "a");
        File.WriteAllText(Path.Combine(folder.Path, "sub", "c.yml"), "c");

        var top = ContainerDirectory.GetFileSystemItemsFromPath(folder.Path).ToList();
        var all = ContainerDirectory.GetFileSystemItemsFromPath(
            folder.Path, "*.yml", SearchOption.AllDirectories, static item => item.Owner = 472).ToList();

        Assert.Equal(["a.yml", "b.yml"], top.Select(static item => item.Name));
        Assert.Equal(["a.yml", "b.yml", "sub"], all.Select(static item => item.Name));
        Assert.Equal("c.yml", Assert.Single(Assert.IsType<ContainerDirectory>(all[2]).Entries).Name);
        Assert.All(all, static item => Assert.Equal(472, item.Owner));
        Assert.Throws<InvalidOperationException>(() => ContainerDirectory.GetFileSystemItemsFromPath(Path.Combine(folder.Path, "none")));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    public void ContainerFile_WithAPathAsName_IsRefused(string name) =>
        Assert.Throws<ArgumentException>(() => new ContainerFile { Name = name });

    [Fact]
    public void Mount_WithoutUsableSource_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => new ContainerMountAnnotation(null, "/data", ContainerMountType.BindMount, false));
        Assert.Throws<ArgumentException>(() => new ContainerMountAnnotation("data", "/data", ContainerMountType.BindMount, false));
        Assert.Throws<ArgumentException>(() => new ContainerMountAnnotation(null, "/data", ContainerMountType.Volume, true));
    }

    [Theory]
    [InlineData("https://example.com", null)]
    [InlineData("https://example.com/", null)]
    [InlineData("https://example.com/api", "path")]
    [InlineData("example.com", "absolute")]
    public void ExternalService_TakesTheRootOfAServerOnly(string url, string? problem)
    {
        if (problem is null)
        {
            Assert.NotNull(new ExternalServiceResource("ext", new Uri(url)).Uri);
            return;
        }

        var exception = Assert.Throws<ArgumentException>(() => new ExternalServiceResource("ext", new Uri(url, UriKind.RelativeOrAbsolute)));
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExecutionContext_BeforeTheApplicationIsBuilt_HasNoServices()
    {
        var options = new DistributedApplicationExecutionContextOptions(DistributedApplicationOperation.Publish);
        var context = new DistributedApplicationExecutionContext(options);

        Assert.True(context.IsPublishMode);
        Assert.Equal("manifest", context.PublisherName);
        Assert.Throws<InvalidOperationException>(() => context.ServiceProvider);
        options.ServiceProvider = new EmptyServices();
        Assert.Same(options.ServiceProvider, context.ServiceProvider);
    }

    private sealed class EmptyServices : IServiceProvider
    {
        public object? GetService(Type serviceType) => null;
    }
}
