using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Tests.Orchestration;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Embedded.Tests.Notifications;

public class ResourceNotificationServiceTests
{
    [Fact]
    public async Task Wait_UnknownName_FailsAtOnceWithTheKnownNames()
    {
        await using var app = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/"));

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.Notifications.WaitForResourceAsync("wbe", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("'wbe'", failure.Message, StringComparison.Ordinal);
        Assert.Contains("web", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_ForAStateOfAResourceThatFailedToStart_Fails()
    {
        await using var app = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/").WithExplicitStart());
        await app.Runner.SetAsync("web", KnownResourceStates.FailedToStart, exitCode: 127);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.Notifications.WaitForResourceAsync("web", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Contains("FailedToStart with exit code 127", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_AfterTheFact_BeginsWithTheNewestOfEach()
    {
        await using var app = await TestApplication.StartAsync(builder =>
        {
            builder.AddExecutable("one", "sh", "/");
            builder.AddExecutable("two", "sh", "/");
        });
        await app.WaitForStateAsync("one", KnownResourceStates.Running);
        await app.WaitForStateAsync("two", KnownResourceStates.Running);

        Dictionary<string, string?> seen = [];
        await foreach (var current in app.Notifications.WatchAsync(TestContext.Current.CancellationToken))
        {
            seen.Add(current.Resource.Name, current.Snapshot.State?.Text);
            if (seen.Count == 2)
            {
                break;
            }
        }

        Assert.Equal(KnownResourceStates.Running, seen["one"]);
        Assert.Equal(KnownResourceStates.Running, seen["two"]);
    }

    [Fact]
    public async Task Publish_ByNameAndById_IsTheSameInstance()
    {
        await using var app = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/").WithExplicitStart());
        Assert.True(app.Notifications.TryGetCurrentState("web", out var byName));

        await app.Notifications.PublishUpdateAsync(byName.Resource, "web", snapshot => snapshot with { State = "Custom" });

        Assert.StartsWith("web-", byName.ResourceId, StringComparison.Ordinal);
        Assert.True(app.Notifications.TryGetCurrentState(byName.ResourceId, out var byId));
        Assert.Equal("Custom", byId.Snapshot.State?.Text);
    }

    [Fact]
    public async Task Commands_FollowTheState()
    {
        await using var app = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/").WithCommand(
            "greet",
            "Greet",
            _ => Task.FromResult(CommandResults.Success()),
            new CommandOptions
            {
                UpdateState = context => context.ResourceSnapshot.State?.Text == KnownResourceStates.Running ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            }));

        await app.WaitForStateAsync("web", KnownResourceStates.Running);
        Assert.Equal(ResourceCommandState.Enabled, app.Snapshot("web").Commands.Single(command => command.Name == "greet").State);
        await app.Runner.SetAsync("web", KnownResourceStates.Finished);

        Assert.Equal(ResourceCommandState.Disabled, app.Snapshot("web").Commands.Single(command => command.Name == "greet").State);
    }

    [Fact]
    public async Task Command_UnknownFailingAndFine_ReportsEach()
    {
        await using var app = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/")
            .WithCommand("greet", "Greet", _ => Task.FromResult(CommandResults.Success()))
            .WithCommand("fail", "Fail", _ => throw new InvalidOperationException("no way")));
        var token = TestContext.Current.CancellationToken;

        Assert.True((await app.Commands.ExecuteCommandAsync("web", "greet", token)).Success);
        Assert.Contains("no way", (await app.Commands.ExecuteCommandAsync("web", "fail", token)).Message, StringComparison.Ordinal);
        Assert.Contains("greet", (await app.Commands.ExecuteCommandAsync("web", "gret", token)).Message, StringComparison.Ordinal);
        Assert.Contains("'nobody'", (await app.Commands.ExecuteCommandAsync("nobody", "greet", token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_ArgumentsThatItsCheckRefuses_IsNotRunAndSaysWhatIsWrong()
    {
        var runs = 0;
        await using var app = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/").WithCommand(
            "greet",
            "Greet",
            _ =>
            {
                runs++;
                return Task.FromResult(CommandResults.Success());
            },
            new CommandOptions
            {
                ValidateArguments = context =>
                {
                    if (context.Inputs["who"].Value != "world")
                    {
                        context.AddValidationError("who", "nobody of that name");
                    }

                    return Task.CompletedTask;
                },
            }));
        var who = new InteractionInput { Name = "who", InputType = InputType.Text, Value = "nobody" };
        var arguments = new InteractionInputCollection([who]);

        var refused = await app.Commands.ExecuteCommandAsync("web", "greet", arguments, TestContext.Current.CancellationToken);
        Assert.Equal((false, "who: nobody of that name", 0), (refused.Success, refused.Message, runs));

        who.Value = "world";
        Assert.True((await app.Commands.ExecuteCommandAsync("web", "greet", arguments, TestContext.Current.CancellationToken)).Success);
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task Wait_OfOneReplica_LeavesTheOtherAsItIs()
    {
        using var folder = new TemporaryFolder();
        IResource? web = null;
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var database = builder.AddExecutable("database", "sh", "/");
            web = builder.AddProject("web", folder.Write("Web.csproj", "<Project />")).WithReplicas(2).WaitFor(database).Resource;
        });
        var names = InstanceNames.Of(web!);
        await app.WaitForStateAsync(names[0], KnownResourceStates.Running);
        await app.WaitForStateAsync(names[1], KnownResourceStates.Running);

        // As a start of the one that was stopped does it.
        await app.Services.GetRequiredService<IDistributedApplicationEventing>().PublishAsync(
            new BeforeResourceStartedEvent(web!, app.Services) { Instances = [names[0]] }, TestContext.Current.CancellationToken);

        Assert.Equal(KnownResourceStates.Starting, app.Snapshot(names[0]).State?.Text);
        Assert.Equal(KnownResourceStates.Running, app.Snapshot(names[1]).State?.Text);
    }
}
