using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class PublishingVerbsTests
{
    [Fact]
    public void ManifestVerbs_Last_Wins()
    {
        var container = VerbModel.Publish().AddContainer("web", "nginx").WithManifestPublishingCallback(_ => { }).ExcludeFromManifest();
        Assert.True(container.Resource.IsExcludedFromPublish());

        container.WithManifestPublishingCallback(_ => Task.CompletedTask);
        Assert.False(container.Resource.IsExcludedFromPublish());
        Assert.Single(container.Resource.Annotations.OfType<ManifestPublishingCallbackAnnotation>());
    }

    [Fact]
    public async Task ImagePushOptions_Callbacks_ApplyInOrder()
    {
        var container = VerbModel.Publish().AddContainer("web", "nginx").WithRemoteImageName("team/web").WithRemoteImageTag("7");

        var options = new ContainerImagePushOptions();
        foreach (var annotation in container.Resource.Annotations.OfType<ContainerImagePushOptionsCallbackAnnotation>())
        {
            await annotation.Callback(new ContainerImagePushOptionsCallbackContext
            {
                Resource = container.Resource,
                Options = options,
                CancellationToken = TestContext.Current.CancellationToken,
            });
        }

        Assert.Equal(("team/web", "7"), (options.RemoteImageName, options.RemoteImageTag));
    }

    [Fact]
    public void StateVerbs_Twice_LeaveOneAnnotation()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx")
            .WithExplicitStart().WithExplicitStart()
            .WithIconName("Globe").WithIconName("Database", IconVariant.Regular)
            .WithInitialState(new CustomResourceSnapshot { ResourceType = "X", Properties = [] });

        Assert.Single(container.Resource.Annotations.OfType<ExplicitStartupAnnotation>());
        var icon = Assert.Single(container.Resource.Annotations.OfType<ResourceIconAnnotation>());
        Assert.Equal(("Database", IconVariant.Regular), (icon.IconName, icon.IconVariant));
        Assert.Equal("X", Assert.Single(container.Resource.Annotations.OfType<ResourceSnapshotAnnotation>()).InitialSnapshot.ResourceType);
    }
}
