using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.Hosting.Model;
using Observability.Hosting.Selection;

namespace Observability.Hosting.Tests.Selection;

/// <summary>
/// The graph: viewer asks store, shipper sends to store, scraper scrapes store and router routes to viewer; agent needs a
/// cluster. The profile "first" has all but shipper, "second" only shipper and store.
/// </summary>
public class ResourceSelectionTests
{
    [Fact]
    public void Run_NoProfileAsked_TakesTheFirst() =>
        Assert.Equal(["router", "scraper", "store", "store-password", "viewer"], Names(Select()));

    [Fact]
    public void Run_AnotherProfile_TakesExactlyThat() =>
        Assert.Equal(["shipper", "store", "store-password"], Names(Select("--Stack:Profile=second")));

    [Fact]
    public void Run_All_TakesEverythingButWhatNeedsACluster() =>
        Assert.Equal(["router", "scraper", "shipper", "store", "store-password", "viewer"], Names(Select("--Stack:Profile=all")));

    [Fact]
    public void Publish_NoProfileAsked_TakesEverything() => Assert.Equal(
        ["agent", "router", "scraper", "shipper", "store", "store-password", "viewer"],
        Names(Select("--operation", "publish")));

    [Fact]
    public void Only_WhatAsksAStore_BringsTheStoreAndItsSecrets() =>
        Assert.Equal(["store", "store-password", "viewer"], Names(Select("--Stack:Only=viewer")));

    [Theory]
    [InlineData("scraper")]
    [InlineData("router")]
    public void Only_WhatGoesOnWithoutItsTargets_ComesAlone(string name) => Assert.Equal([name], Names(Select($"--Stack:Only={name}")));

    [Fact]
    public void Only_SeveralInOtherCase_AreUnited() =>
        Assert.Equal(["router", "scraper"], Names(Select("--Stack:Only=Scraper, ROUTER")));

    [Fact]
    public void Only_RemovedTargets_AreDisconnected()
    {
        var scraper = Select("--Stack:Only=scraper").Resources.Single(resource => resource.Name == "scraper");

        Assert.Empty(scraper.GetEdges(EdgeKind.Scrape));
        Assert.DoesNotContain(scraper.Annotations, annotation => annotation is ResourceRelationshipAnnotation);
    }

    [Fact]
    public void Only_RemovedGateway_LeavesNoRoute()
    {
        var viewer = Select("--Stack:Only=viewer").Resources.Single(resource => resource.Name == "viewer");

        Assert.Empty(viewer.GetRoutes());
    }

    [Fact]
    public void Profile_Unknown_IsAProblemThatNamesTheChoices()
    {
        var builder = Select("--Stack:Profile=third");

        var problem = Assert.Single(Stack.For(builder).Options.Problems);
        Assert.Equal("stack: Stack:Profile: 'third' is not a profile. Use one of: first, second, all.", problem.ToString());
    }

    [Fact]
    public void Only_UnknownAndElsewhere_AreProblemsOfTheirOwn()
    {
        var builder = Select("--Stack:Only=nobody,shipper");

        Assert.Equal(
            ["stack: --only: the graph has no resource 'nobody'. Use some of: agent, router, scraper, store, viewer.",
             "stack: --only: 'shipper' is not in the chosen profile. Add --Stack:Profile=all."],
            Stack.For(builder).Options.Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public void Add_SameProfileTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => new StackProfiles().Add("one").Add("one"));

    private static List<string> Names(IDistributedApplicationBuilder builder) =>
        [.. builder.Resources.Select(resource => resource.Name).Order(StringComparer.Ordinal)];

    private static IDistributedApplicationBuilder Select(params string[] arguments)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = arguments, DisableDashboard = true });
        var store = Add(builder, "store");
        builder.AddParameter("store-password", "x", secret: true).WithAnnotation(new OwnerAnnotation(store.Resource));
        var viewer = Add(builder, "viewer").WithEdge(EdgeKind.Query, store.GetEndpoint("http"));
        var shipper = Add(builder, "shipper").WithEdge(EdgeKind.Log, store.GetEndpoint("http"));
        var scraper = Add(builder, "scraper").WithEdge(EdgeKind.Scrape, store.GetEndpoint("http"));
        var router = Add(builder, "router").WithEdge(EdgeKind.Route, viewer.GetEndpoint("http"));
        viewer.WithAnnotation(new RouteAnnotation(new Route("viewer", router.GetEndpoint("http"), viewer.GetEndpoint("http"))));
        var agent = Add(builder, "agent").WithAnnotation(new ClusterOnlyAnnotation());
        return builder.SelectResources(profiles => profiles
            .Add("first", viewer, store, scraper, router, agent)
            .Add("second", shipper, store));
    }

    private static IResourceBuilder<ExecutableResource> Add(IDistributedApplicationBuilder builder, string name) =>
        builder.AddExecutable(name, "true", ".").WithHttpEndpoint();
}
