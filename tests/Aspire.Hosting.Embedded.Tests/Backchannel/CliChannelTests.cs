using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.Embedded.Backchannel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace Aspire.Hosting.Embedded.Tests.Backchannel;

/// <summary>What the aspire CLI asks and is told, by a client that speaks as the CLI does.</summary>
public sealed class CliChannelTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CliReporter _reporter = new(LogLevel.Information, TimeProvider.System);
    private readonly CliChannel _channel;

    public CliChannelTests()
    {
        var step = new PipelineStep { Name = "one", Action = _ => Task.CompletedTask, Description = "the first" };
        _channel = CliChannel.TryListen(
            _folder.Combine("cli.sock"), _reporter, (_, _) => Task.FromResult<IReadOnlyList<Aspire.Hosting.Embedded.Pipelines.PlannedStep>>([new(step, ["zero"])]))!;
    }

    [Fact]
    public async Task Channel_ASteps_IsTalkedThroughToTheEnd()
    {
        // Before anybody listens: it is kept.
        var step = await _reporter.CreateStepAsync("build", TestContext.Current.CancellationToken);
        step.Log(LogLevel.Debug, "not shown");
        step.Log(LogLevel.Warning, "look out");
        using var cli = await ConnectAsync();

        Assert.Contains("baseline.v2", await cli.InvokeAsync<string[]>("GetCapabilitiesAsync"));
        var activities = await cli.InvokeAsync<IAsyncEnumerable<JsonObject>>("GetPublishingActivitiesAsync");
        await step.CompleteAsync("built", CompletionState.CompletedWithWarning, TestContext.Current.CancellationToken);
        await _reporter.CompletePublishAsync(
            new PublishCompletionOptions { CompletionMessage = "done", PipelineSummary = [new PipelineSummaryItem("files", "7", enableMarkdown: false)] },
            TestContext.Current.CancellationToken);
        var shown = new List<JsonObject>();
        await foreach (var activity in activities)
        {
            shown.Add(activity);
        }

        Assert.Equal(["step", "log", "step", "publish-complete"], shown.Select(activity => (string?)activity["type"]));
        Assert.Equal(["InProgress", "CompletedWithWarning"], new[] { shown[0], shown[2] }.Select(activity => (string?)activity["data"]!["completionState"]));
        Assert.Equal((string?)shown[0]["data"]!["id"], (string?)shown[2]["data"]!["id"]);
        Assert.Equal(((string?)shown[0]["data"]!["id"], "look out"), ((string?)shown[1]["data"]!["stepId"], (string?)shown[1]["data"]!["statusText"]));
        Assert.Equal("7", (string?)shown[3]["data"]!["pipelineSummary"]![0]!["value"]);
    }

    [Fact]
    public async Task Channel_StepsOfThePipeline_AreListed()
    {
        using var cli = await ConnectAsync();

        var answer = await cli.InvokeAsync<JsonObject>("GetPipelineStepsAsync", new { Step = "one" });

        Assert.Equal("one", (string?)answer["steps"]![0]!["name"]);
        Assert.Equal("zero", (string?)answer["steps"]![0]!["dependsOn"]![0]);
    }

    [Fact]
    public async Task Channel_StopIsAskedFor_TheWaitEnds()
    {
        using var cli = await ConnectAsync();
        var end = _channel.WaitForEndAsync(TestContext.Current.CancellationToken);
        Assert.False(end.IsCompleted);

        await cli.InvokeAsync("RequestStopAsync");

        await end.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Channel_CliGoesAway_TheWaitEnds()
    {
        var cli = await ConnectAsync();
        var end = _channel.WaitForEndAsync(TestContext.Current.CancellationToken);

        cli.Dispose();

        await end.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Channel_NoCli_IsNone() =>
        Assert.Null(CliChannel.TryListen(null, _reporter, (_, _) => Task.FromResult<IReadOnlyList<Aspire.Hosting.Embedded.Pipelines.PlannedStep>>([])));

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        Assert.False(File.Exists(_folder.Combine("cli.sock")));
        _folder.Dispose();
    }

    private async Task<JsonRpc> ConnectAsync()
    {
        var connected = _channel.ConnectAsync(TestContext.Current.CancellationToken);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_folder.Combine("cli.sock")), TestContext.Current.CancellationToken);
        var formatter = new SystemTextJsonFormatter();
        formatter.JsonSerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        var rpc = new JsonRpc(new HeaderDelimitedMessageHandler(new NetworkStream(socket, ownsSocket: true), formatter));
        rpc.StartListening();
        await connected;
        return rpc;
    }
}
