using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Verbs;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class ContainerVerbsTests
{
    [Theory]
    [InlineData("nginx", null, "nginx", null, null)]
    [InlineData("nginx:1.27", null, "nginx", "1.27", null)]
    [InlineData("grafana/grafana:12.0", null, "grafana/grafana", "12.0", null)]
    [InlineData("docker.io/library/postgres:17", "docker.io", "library/postgres", "17", null)]
    [InlineData("localhost:5000/probe", "localhost:5000", "probe", null, null)]
    [InlineData("localhost:5000/a/b:1@sha256:abcd", "localhost:5000", "a/b", "1", "abcd")]
    public void ImageReference_Valid_IsTakenApart(string text, string? registry, string image, string? tag, string? digest)
        => Assert.Equal(new ImageReference(registry, image, tag, digest), ImageReference.Parse(text));

    [Theory]
    [InlineData(":1")]
    [InlineData("nginx:")]
    [InlineData("nginx@md5:1")]
    [InlineData("nginx@sha256:")]
    public void ImageReference_Malformed_SaysSo(string text)
        => Assert.Contains(text, Assert.Throws<DistributedApplicationException>(() => ImageReference.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void AddContainer_WithoutTag_TakesLatest()
    {
        var container = VerbModel.Run().AddContainer("web", "ghcr.io/example/web");

        var image = Assert.Single(container.Resource.Annotations.OfType<ContainerImageAnnotation>());
        Assert.Equal(("ghcr.io", "example/web", "latest", null), (image.Registry, image.Image, image.Tag, image.SHA256));
    }

    [Fact]
    public void WithImage_TagGivenTwice_NamesResource()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx");

        var exception = Assert.Throws<DistributedApplicationException>(() => container.WithImage("nginx:1", "2"));
        Assert.Contains("'web'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithImage_Again_KeepsRegistry()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx").WithImageRegistry("mirror.example").WithImage("caddy", "2");

        var image = Assert.Single(container.Resource.Annotations.OfType<ContainerImageAnnotation>());
        Assert.Equal(("mirror.example", "caddy", "2"), (image.Registry, image.Image, image.Tag));
    }

    [Fact]
    public void WithImageTagAndDigest_LastOne_Wins()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx:1").WithImageSHA256("abcd");
        var image = Assert.Single(container.Resource.Annotations.OfType<ContainerImageAnnotation>());
        Assert.Equal((null, "abcd"), (image.Tag, image.SHA256));

        container.WithImageTag("2");
        Assert.Equal(("2", null), (image.Tag, image.SHA256));
    }

    [Fact]
    public void WithDockerfile_Publish_HasNoMachineInItsName()
    {
        using var folder = new TemporaryFolder();
        var container = VerbModel.PublishIn(folder.Path).AddDockerfile("Web", "app", stage: "final");

        var build = Assert.Single(container.Resource.Annotations.OfType<DockerfileBuildAnnotation>());
        Assert.Equal(folder.Combine("app"), build.ContextPath);
        Assert.Equal(folder.Combine("app", "Dockerfile"), build.DockerfilePath);
        Assert.Equal(("final", "web", "latest"), (build.Stage, build.ImageName, build.ImageTag));
    }

    [Fact]
    public void WithDockerfile_RunTwice_HasTheSameName()
    {
        using var folder = new TemporaryFolder();
        string Tag(string name) => VerbModel.RunIn(folder.Path).AddDockerfile(name, ".")
            .Resource.Annotations.OfType<ContainerImageAnnotation>().Single().Tag!;

        Assert.Equal(Tag("web"), Tag("web"));
        Assert.NotEqual("latest", Tag("web"));
    }

    [Fact]
    public void WithBuildArg_Values_AreKept()
    {
        var builder = VerbModel.Run();
        var parameter = builder.AddParameter("version", "1");
        var secret = builder.AddParameter("token", secret: true);
        var container = builder.AddDockerfile("web", ".").WithBuildArg("A", "a").WithBuildArg("B", parameter).WithBuildSecret("C", secret);

        var build = Assert.Single(container.Resource.Annotations.OfType<DockerfileBuildAnnotation>());
        Assert.Equal("a", build.BuildArguments["A"]);
        Assert.Same(parameter.Resource, build.BuildArguments["B"]);
        Assert.Same(secret.Resource, build.BuildSecrets["C"]);
    }

    [Fact]
    public void WithBuildArg_SecretOrNoDockerfile_SaysWhatToCall()
    {
        var builder = VerbModel.Run();
        var secret = builder.AddParameter("token", secret: true);

        Assert.Contains("WithBuildSecret", Message(() => builder.AddDockerfile("a", ".").WithBuildArg("X", secret)), StringComparison.Ordinal);
        Assert.Contains("WithDockerfile", Message(() => builder.AddContainer("b", "nginx").WithBuildArg("X", "x")), StringComparison.Ordinal);
    }

    [Fact]
    public void WithBindMount_RelativeSource_IsBelowTheAppHost()
    {
        using var folder = new TemporaryFolder();
        var container = VerbModel.RunIn(folder.Path).AddContainer("web", "nginx")
            .WithBindMount("conf/x.yml", "/etc/x.yml", isReadOnly: true)
            .WithVolume("data", "/data")
            .WithVolume("/scratch");

        var mounts = container.Resource.Annotations.OfType<ContainerMountAnnotation>()
            .Select(mount => (mount.Source, mount.Target, mount.Type, mount.IsReadOnly));
        Assert.Equal(
            [
                (folder.Combine("conf", "x.yml"), "/etc/x.yml", ContainerMountType.BindMount, true),
                ("data", "/data", ContainerMountType.Volume, false),
                (null, "/scratch", ContainerMountType.Volume, false),
            ],
            mounts);
    }

    [Fact]
    public async Task WithContainerFiles_RunOfADirectory_ReadsItWhenAsked()
    {
        using var folder = new TemporaryFolder();
        folder.Write("conf/inner/a.txt", "a");
        var builder = VerbModel.RunIn(folder.Path);
        var container = builder.AddContainer("web", "nginx").WithContainerFiles("/etc/conf", "conf", defaultOwner: 7);
        folder.Write("conf/b.txt", "b");

        var files = Assert.Single(container.Resource.Annotations.OfType<ContainerFileSystemCallbackAnnotation>());
        Assert.Equal(("/etc/conf", 7), (files.DestinationPath, files.DefaultOwner));
        await using var services = new ServiceCollection().BuildServiceProvider();
        var items = await files.Callback(
            new ContainerFileSystemCallbackContext { Model = container.Resource, ServiceProvider = services },
            TestContext.Current.CancellationToken);
        Assert.Equal(["b.txt", "inner"], items.Select(item => item.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void WithContainerFiles_PublishOfAFile_IsABindMountInTheSamePlace()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("a.txt", "a");
        var container = VerbModel.PublishIn(folder.Path).AddContainer("web", "nginx").WithContainerFiles("/etc/", "a.txt");

        var mount = Assert.Single(container.Resource.Annotations.OfType<ContainerMountAnnotation>());
        Assert.Equal((file, "/etc/a.txt", ContainerMountType.BindMount), (mount.Source, mount.Target, mount.Type));
    }

    [Fact]
    public void WithContainerFiles_MissingSource_NamesResourceAndPath()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx");

        var message = Message(() => container.WithContainerFiles("/etc", "no-such-file"));
        Assert.Contains("'web'", message, StringComparison.Ordinal);
        Assert.Contains("no-such-file", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContainerSettings_Last_Wins()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx")
            .WithLifetime(ContainerLifetime.Session).WithLifetime(ContainerLifetime.Persistent)
            .WithContainerName("one").WithContainerName("two")
            .WithImagePullPolicy(ImagePullPolicy.Always).WithImagePullPolicy(ImagePullPolicy.Never)
            .WithEntrypoint("/bin/sh")
            .WithContainerNetworkAlias("www")
            .WithContainerRuntimeArgs("--cpus", "1");

        var annotations = container.Resource.Annotations;
        Assert.Equal(ContainerLifetime.Persistent, Assert.Single(annotations.OfType<ContainerLifetimeAnnotation>()).Lifetime);
        Assert.Equal("two", Assert.Single(annotations.OfType<ContainerNameAnnotation>()).Name);
        Assert.Equal(ImagePullPolicy.Never, Assert.Single(annotations.OfType<ContainerImagePullPolicyAnnotation>()).ImagePullPolicy);
        Assert.Equal("/bin/sh", container.Resource.Entrypoint);
        Assert.Equal("www", Assert.Single(annotations.OfType<ContainerNetworkAliasAnnotation>()).Alias);

        var context = new ContainerRuntimeArgsCallbackContext([], TestContext.Current.CancellationToken);
        await Assert.Single(annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>()).Callback(context);
        Assert.Equal(["--cpus", "1"], context.Args);
    }

    [Fact]
    public void VolumeNameGenerator_TwoResources_DifferAndAreValid()
    {
        var builder = VerbModel.Run();
        var name = VolumeNameGenerator.Generate(builder.AddContainer("a", "x"), "data");

        Assert.NotEqual(name, VolumeNameGenerator.Generate(builder.AddContainer("b", "x"), "data"));
        Assert.Matches("^[a-z0-9][a-z0-9_.-]*-a-data$", name);
        Assert.Throws<ArgumentException>(() => VolumeNameGenerator.Generate(builder.AddContainer("c", "x"), "a/b"));
    }

    private static string Message(Action action) => Assert.Throws<DistributedApplicationException>(action).Message;
}
