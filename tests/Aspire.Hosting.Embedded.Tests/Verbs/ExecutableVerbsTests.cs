using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class ExecutableVerbsTests
{
    [Fact]
    public async Task AddExecutable_RelativeDirectory_IsBelowTheAppHost()
    {
        using var folder = new TemporaryFolder();
        var executable = VerbModel.RunIn(folder.Path).AddExecutable("app", "server", "work", "--a", "b");

        Assert.Equal(("server", folder.Combine("work")), (executable.Resource.Command, executable.Resource.WorkingDirectory));
        Assert.Equal(["--a", "b"], await VerbModel.ArgumentsOf(executable));
    }

    [Fact]
    public async Task AddExecutable_ValuesAsArguments_AreKeptAndRelated()
    {
        var builder = VerbModel.Run();
        var parameter = builder.AddParameter("level", "debug");
        var executable = builder.AddExecutable("app", "server", ".", "--level", parameter);

        Assert.Equal(["--level", "{level.value}"], await VerbModel.ArgumentsOf(executable));
        Assert.Equal(["Reference:level"], VerbModel.RelationshipsOf(executable.Resource));
    }

    [Fact]
    public void WithCommand_ThenDirectory_KeepsTheOther()
    {
        using var folder = new TemporaryFolder();
        var executable = VerbModel.RunIn(folder.Path).AddExecutable("app", "server", ".").WithCommand("other").WithWorkingDirectory("sub");

        Assert.Equal(("other", folder.Combine("sub")), (executable.Resource.Command, executable.Resource.WorkingDirectory));
        Assert.Single(executable.Resource.Annotations.OfType<ExecutableAnnotation>());
    }

    [Fact]
    public void PublishAsDockerFile_Run_ChangesNothing()
    {
        var builder = VerbModel.Run();
        var executable = builder.AddExecutable("app", "server", ".").PublishAsDockerFile();

        Assert.Same(executable.Resource, Assert.Single(builder.Resources));
    }

    [Fact]
    public async Task PublishAsDockerFile_Publish_PutsAContainerInItsPlace()
    {
        using var folder = new TemporaryFolder();
        var builder = VerbModel.PublishIn(folder.Path);
        var executable = builder.AddExecutable("app", "server", "src", "--local")
            .PublishAsDockerFile(container => container.WithBuildArg("A", "a"))
            .WithEnvironment("LATER", "yes");

        var published = Assert.IsAssignableFrom<ContainerResource>(Assert.Single(builder.Resources));
        var build = Assert.Single(published.Annotations.OfType<DockerfileBuildAnnotation>());
        Assert.Equal(("app", folder.Combine("src"), "a"), (published.Name, build.ContextPath, build.BuildArguments["A"]));

        var container = builder.CreateResourceBuilder(published);
        Assert.Empty(await VerbModel.ArgumentsOf(container));
        Assert.Equal("yes", (await VerbModel.EnvironmentOf(container))["LATER"]);
        Assert.Equal("app", executable.Resource.Name);
    }
}
