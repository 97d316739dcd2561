using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Embedded.Tests.Verbs;

public sealed class CommandVerbsTests
{
    [Fact]
    public void WithCommand_SameName_ReplacesTheFirst()
    {
        var container = VerbModel.Run().AddContainer("web", "nginx")
            .WithCommand("reset", "Reset", _ => Task.FromResult(CommandResults.Success()))
            .WithCommand("reset", "Reset all", _ => Task.FromResult(CommandResults.Success()), new CommandOptions { IconName = "Delete", IsHighlighted = true });

        var command = Assert.Single(container.Resource.Annotations.OfType<ResourceCommandAnnotation>());
        Assert.Equal(("Reset all", "Delete", true), (command.DisplayName, command.IconName, command.IsHighlighted));
        Assert.Equal(ResourceCommandState.Enabled, StateOf(command));
    }

    [Fact]
    public async Task WithHttpCommand_Answers_AreResults()
    {
        await using var server = await LocalServer.StartAsync(async context =>
        {
            context.Response.StatusCode = context.Request.Path == "/fail" ? 500 : 200;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync($"{{\"method\":\"{context.Request.Method}\",\"header\":\"{context.Request.Headers["X-Test"]}\"}}");
        });
        var container = VerbModel.Run().AddContainer("web", "nginx").WithHttpEndpoint()
            .WithHttpCommand("/ok", "Ok", commandName: "ok", commandOptions: new HttpCommandOptions
            {
                ResultMode = HttpCommandResultMode.Auto,
                PrepareRequest = context =>
                {
                    context.Request.Headers.Add("X-Test", context.ResourceName);
                    return Task.CompletedTask;
                },
            })
            .WithHttpCommand("/fail", "Fail", endpointName: "http", commandOptions: new HttpCommandOptions { Method = HttpMethod.Get });
        VerbModel.Allocate(container, "http", server.Port);
        var commands = container.Resource.Annotations.OfType<ResourceCommandAnnotation>().ToList();

        var ok = await ExecuteAsync(commands[0]);
        Assert.True(ok.Success);
        Assert.Equal((CommandResultFormat.Json, """{"method":"POST","header":"web-1"}"""), (ok.Data?.Format, ok.Data?.Value));

        var failed = await ExecuteAsync(commands[1]);
        Assert.Equal("web-http-http-GET-/fail", commands[1].Name);
        Assert.Equal((false, "The request was answered with 500 Internal Server Error."), (failed.Success, failed.Message));
        Assert.Equal(ResourceCommandState.Disabled, StateOf(commands[1]));
    }

    private static async Task<ExecuteCommandResult> ExecuteAsync(ResourceCommandAnnotation command)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        return await command.ExecuteCommand(new ExecuteCommandContext
        {
            Arguments = new InteractionInputCollection([]),
            ServiceProvider = services,
            ResourceName = "web-1",
            Logger = NullLogger.Instance,
            CancellationToken = TestContext.Current.CancellationToken,
        });
    }

    // A resource that is not running is not healthy.
    private static ResourceCommandState StateOf(ResourceCommandAnnotation command)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var snapshot = new CustomResourceSnapshot { ResourceType = "Container", Properties = ImmutableArray<ResourcePropertySnapshot>.Empty };
        return command.UpdateState(new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = services });
    }
}
