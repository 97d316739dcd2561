using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class UrlVerbsTests
{
    [Fact]
    public async Task Urls_OfEveryKind_AreInTheList()
    {
        var builder = VerbModel.Run();
        var parameter = builder.AddParameter("host", "docs.example");
        var web = builder.AddContainer("web", "nginx").WithHttpEndpoint()
            .WithUrl("https://example.com", "Home")
            .WithUrl($"https://{parameter}/", "Docs")
            .WithUrls(context => context.Urls.Add(new ResourceUrlAnnotation { Url = "https://callback.example" }))
            .WithUrlForEndpoint("http", url => url.Url = "/start")
            .WithUrlForEndpoint("http", endpoint => new ResourceUrlAnnotation { Url = $"{endpoint.Url}/admin", DisplayText = "Admin", DisplayOrder = 7 })
            .WithUrlForEndpoint("none", _ => throw new InvalidOperationException("There is no such endpoint."));
        VerbModel.Allocate(web, "http", 8080);

        var urls = await UrlsOf(web);
        Assert.Equal(
            ["http://localhost:8080/start", "https://docs.example/", "https://callback.example", "http://localhost:8080/admin"],
            urls.Select(url => url.Url));
        Assert.Equal(("Admin", 7, "http"), (urls[3].DisplayText, urls[3].DisplayOrder, urls[3].Endpoint?.EndpointName));
        Assert.Equal(
            ("https://example.com", "Home"),
            web.Resource.Annotations.OfType<ResourceUrlAnnotation>().Select(url => (url.Url, url.DisplayText)).Single());
    }

    // As the orchestrator does: the endpoints' own URLs first, then the callbacks in their order.
    private static async Task<List<ResourceUrlAnnotation>> UrlsOf(IResourceBuilder<ContainerResource> builder)
    {
        var endpoint = builder.GetEndpoint("http");
        var context = new ResourceUrlsCallbackContext(
            builder.ApplicationBuilder.ExecutionContext,
            builder.Resource,
            [new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint }],
            TestContext.Current.CancellationToken);
        foreach (var annotation in builder.Resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.Urls;
    }
}
