using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dashboard;
using Aspire.Hosting.Embedded.Dashboard.Protocol;
using Aspire.Hosting.Embedded.Tests.Orchestration;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.Embedded.Tests.Dashboard;

/// <summary>The resource service on a real port, against a gRPC client.</summary>
public sealed class ResourceServiceTests : IAsyncLifetime
{
    private const string Key = "the-key";

    private readonly CancellationTokenSource _stopping = new();
    private readonly Uri _url = new($"http://127.0.0.1:{FreePort.Take()}");
    private TestApplication _application = null!;
    private ResourceServiceServer _server = null!;
    private ResourceServiceClient _client = null!;

    private ResourceLoggerService Logs => _application.Services.GetRequiredService<ResourceLoggerService>();

    public async ValueTask InitializeAsync()
    {
        _application = await TestApplication.StartAsync(builder => builder.AddExecutable("web", "sh", "/").WithCommand(
            "greet",
            "Greet",
            context => Task.FromResult(new ExecuteCommandResult { Success = true, Message = $"Hello from {context.ResourceName}" })));
        await _application.WaitForStateAsync("web", KnownResourceStates.Running);
        var service = new ResourceService(
            "Shop", _application.Notifications, Logs, _application.Commands, DateTime.UnixEpoch, NullLogger.Instance, _stopping.Token);
        _server = new ResourceServiceServer(_url, Key, service);
        await _server.StartAsync(TestContext.Current.CancellationToken);
        _client = new ResourceServiceClient(_url, Key);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _client.Dispose();
        await _server.DisposeAsync();
        await _application.DisposeAsync();
        _stopping.Dispose();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another-key")]
    [InlineData("the-key2")]
    public async Task Call_WithoutTheKey_IsRefused(string? key)
    {
        using var stranger = new ResourceServiceClient(_url, key);

        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync(stranger.GetApplicationInformationAsync));
        using var resources = stranger.WatchResources();
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync(() => resources.ResponseStream.MoveNext()));
        using var interactions = stranger.WatchInteractions();
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync(() => interactions.ResponseStream.MoveNext()));
        using var upload = stranger.UploadFile();
        Assert.Equal(StatusCode.Unauthenticated, await StatusOfAsync(() => upload.ResponseAsync));
    }

    [Fact]
    public async Task Information_Always_IsTheApplicationsName() =>
        Assert.Equal(
            new ApplicationInformationResponse { ApplicationName = "Shop" }, await _client.GetApplicationInformationAsync());

    [Fact]
    public async Task Resources_Watched_BeginWithAllAndFollowWithChanges()
    {
        using var call = _client.WatchResources();

        var first = await NextAsync(call.ResponseStream);
        Assert.Equal(WatchResourcesUpdate.KindOneofCase.InitialData, first.KindCase);
        var web = Assert.Single(first.InitialData.Resources, resource => resource.DisplayName == "web");
        Assert.NotNull(web.CreatedAt);
        Assert.Contains(web.Commands, command => command.Name == "greet");

        await _application.Runner.SetAsync("web", KnownResourceStates.Exited, exitCode: 7);
        var states = new List<string>();
        while (!states.Contains(KnownResourceStates.Exited))
        {
            var change = await NextAsync(call.ResponseStream);
            states.AddRange(change.Changes.Value.Select(value => value.Upsert).Where(value => value.DisplayName == "web").Select(value => value.State));
        }
    }

    [Fact]
    public async Task Resources_ManyChangesBeforeTheFirstRead_ArriveAsOnePerResource()
    {
        await using var application = await TestApplication.StartAsync(builder => builder.AddExecutable("db", "sh", "/"));
        var db = application.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(r => r.Name == "db");
        var writer = new BlockedWriter();
        using var ending = new CancellationTokenSource();
        var copying = new ResourceStream(application.Notifications, DateTime.UnixEpoch).WriteToAsync(writer, ending.Token);
        await Eventually.HoldsAsync("the first message is being written", () => writer.Snapshot().Length == 1, Deadline.InProcess);

        for (var pid = 1; pid <= 50; pid++)
        {
            await application.Notifications.PublishUpdateAsync(db, snapshot => snapshot with { Properties = [new("executable.pid", pid)] });
        }

        writer.Unblock();
        await Eventually.HoldsAsync("the last change is written", () => writer.Snapshot().Skip(1).Any(HasLast), Deadline.InProcess);

        // What comes while one is being written goes into the next: few messages, each with the resource once.
        var messages = writer.Snapshot().Skip(1).ToList();
        Assert.InRange(messages.Count, 1, 10);
        Assert.All(messages, message => Assert.Single(message.Changes.Value, value => value.Upsert.DisplayName == "db"));
        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => copying);

        static bool HasLast(WatchResourcesUpdate message) => message.Changes.Value
            .Any(change => change.Upsert.Properties.Any(property => property.Name == "executable.pid" && property.Value.NumberValue == 50));
    }

    [Fact]
    public async Task Logs_SuppressFollow_AreWhatThereIs()
    {
        Logs.AddLine("web", "2024-05-01T12:00:00Z one", isError: false);
        Logs.AddLine("web", "2024-05-01T12:00:01Z two", isError: true);

        using var call = _client.WatchResourceConsoleLogs("web", suppressFollow: true);
        var lines = new List<ConsoleLogLine>();
        while (await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken))
        {
            lines.AddRange(call.ResponseStream.Current.LogLines);
        }

        Assert.Equal(["2024-05-01T12:00:00Z one", "2024-05-01T12:00:01Z two"], lines.Select(line => line.Text));
        Assert.Equal([false, true], lines.Select(line => line.IsStdErr));
        Assert.Equal([1, 2], lines.Select(line => line.LineNumber));
    }

    [Fact]
    public async Task Logs_ResourceIsRestarted_GoOnInTheSameStream()
    {
        Logs.AddLine("web", "2024-05-01T12:00:00Z before", isError: false);
        using var call = _client.WatchResourceConsoleLogs("web", suppressFollow: false);
        Assert.EndsWith("before", Assert.Single((await NextAsync(call.ResponseStream)).LogLines).Text, StringComparison.Ordinal);

        await _application.Runner.SetAsync("web", KnownResourceStates.Finished, exitCode: 0);
        Logs.Complete("web");
        Logs.AddLine("web", "2024-05-01T12:00:01Z after", isError: false);
        await _application.Runner.SetAsync("web", KnownResourceStates.Running);

        Assert.EndsWith("after", Assert.Single((await NextAsync(call.ResponseStream)).LogLines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_OfAResource_RunsAndAnswers()
    {
        var response = await _client.ExecuteResourceCommandAsync(new() { ResourceName = "web", CommandName = "greet" });

        Assert.Equal(ResourceCommandResponseKind.Succeeded, response.Kind);
        Assert.StartsWith("Hello from web", response.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_ThatIsNotThere_FailsWithTheNames()
    {
        var response = await _client.ExecuteResourceCommandAsync(new() { ResourceName = "web", CommandName = "gret" });

        Assert.Equal(ResourceCommandResponseKind.Failed, response.Kind);
        Assert.Contains("greet", response.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithAnArgumentItDoesNotHave_IsRefused()
    {
        var response = await _client.ExecuteResourceCommandAsync(
            new() { ResourceName = "web", CommandName = "greet", Arguments = { ["name"] = Value.ForString("x") } });

        Assert.Equal(ResourceCommandResponseKind.InvalidArguments, response.Kind);
    }

    [Fact]
    public async Task Interactions_NothingToAsk_AnswerAtOnceAndStayOpenUntilTheStop()
    {
        using var call = _client.WatchInteractions();
        await call.ResponseHeadersAsync.WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);
        await call.RequestStream.WriteAsync(
            new WatchInteractionsRequestUpdate { InteractionId = 1, Complete = new InteractionComplete() }, TestContext.Current.CancellationToken);
        await call.RequestStream.CompleteAsync();
        var next = call.ResponseStream.MoveNext(TestContext.Current.CancellationToken);
        // A call that goes to and fro meanwhile: had the stream ended, that would have come first.
        await _client.GetApplicationInformationAsync();
        Assert.False(next.IsCompleted);

        await _stopping.CancelAsync();

        Assert.False(await next.WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stop_OpenStreams_EndAtOnce()
    {
        using var resources = _client.WatchResources();
        await NextAsync(resources.ResponseStream);
        using var logs = _client.WatchResourceConsoleLogs("web", suppressFollow: false);

        await _stopping.CancelAsync();

        Assert.False(await EndAsync(resources.ResponseStream));
        Assert.False(await EndAsync(logs.ResponseStream));
    }

    [Fact]
    public async Task Upload_Always_IsRefusedWithAReason()
    {
        using var call = _client.UploadFile();

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseAsync);

        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
        Assert.NotEmpty(failure.Status.Detail);
    }

    [Fact]
    public async Task Server_AddressInUse_NamesTheKey()
    {
        await using var second = new ResourceServiceServer(_url, Key, new ResourceService(
            "Shop", _application.Notifications, Logs, _application.Commands, DateTime.UnixEpoch, NullLogger.Instance, _stopping.Token));

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => second.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", failure.Message, StringComparison.Ordinal);
    }

    private static async Task<StatusCode> StatusOfAsync<T>(Func<Task<T>> call) =>
        (await Assert.ThrowsAsync<RpcException>(() => call())).StatusCode;

    private static async Task<T> NextAsync<T>(IAsyncStreamReader<T> stream)
    {
        Assert.True(await stream.MoveNext(TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken));
        return stream.Current;
    }

    // Reads what was already under way; false at the end.
    private static async Task<bool> EndAsync<T>(IAsyncStreamReader<T> stream)
    {
        while (await stream.MoveNext(TestContext.Current.CancellationToken).WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken))
        {
        }

        return false;
    }

    /// <summary>A dashboard that does not read its first message until it is told to.</summary>
    private sealed class BlockedWriter : IServerStreamWriter<WatchResourcesUpdate>
    {
        private readonly TaskCompletionSource _unblocked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        private readonly ConcurrentQueue<WatchResourcesUpdate> _written = [];

        public WatchResourcesUpdate[] Snapshot() => [.. _written];

        public WriteOptions? WriteOptions { get; set; }

        public void Unblock() => _unblocked.TrySetResult();

        public Task WriteAsync(WatchResourcesUpdate message) => WriteAsync(message, CancellationToken.None);

        public Task WriteAsync(WatchResourcesUpdate message, CancellationToken cancellationToken)
        {
            _written.Enqueue(message);
            return _unblocked.Task.WaitAsync(cancellationToken);
        }
    }
}
