using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class EventingVerbsTests
{
    [Fact]
    public async Task OnResourceEvents_OtherResource_IsNotHeard()
    {
        var builder = VerbModel.Run();
        var heard = new List<string>();
        var one = builder.AddContainer("one", "x").OnResourceReady((resource, _, _) => Hear($"ready {resource.Name}"))
            .OnBeforeResourceStarted((resource, _, _) => Hear($"starts {resource.Name}"));
        var two = builder.AddContainer("two", "x");
        builder.OnBeforeStart((@event, _) => Hear($"{@event.Model.Resources.Count} resources"));

        await using var services = new ServiceCollection().BuildServiceProvider();
        var cancellationToken = TestContext.Current.CancellationToken;
        await builder.Eventing.PublishAsync(new BeforeStartEvent(services, new DistributedApplicationModel(builder.Resources)), cancellationToken);
        await builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(two.Resource, services), cancellationToken);
        await builder.Eventing.PublishAsync(new BeforeResourceStartedEvent(one.Resource, services), cancellationToken);
        await builder.Eventing.PublishAsync(new ResourceReadyEvent(one.Resource, services), cancellationToken);

        Assert.Equal(["2 resources", "starts one", "ready one"], heard);

        Task Hear(string what)
        {
            heard.Add(what);
            return Task.CompletedTask;
        }
    }
}
