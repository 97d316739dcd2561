using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Dcp.Model;
using Aspire.Hosting.Embedded.Tests.Verbs;
using Aspire.Hosting.Eventing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

/// <summary>The replicas of a project are started and stopped each by itself.</summary>
public sealed class RunnableResourceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TaskCompletionSource _mayStart = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentQueue<string> _startingInstances = new();
    private int _asked;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_OneAfterTheOther_StartsBoth()
    {
        await using var dcp = await DcpDouble.StartAsync(Task.CompletedTask);
        await using var app = Build();
        var web = Create(app, dcp);

        var first = web.StartAsync([web.Instances[0]], Token);
        var second = web.StartAsync([web.Instances[1]], Token);
        Assert.Null(await web.StartAsync([web.Instances[1]], Token));
        await Eventually.HoldsAsync("both are about to start", () => _asked == 2, Deadline.InProcess);
        Assert.Equal(
            web.Instances.Select(instance => instance.Name).Order(StringComparer.Ordinal),
            _startingInstances.Order(StringComparer.Ordinal));
        _mayStart.SetResult();

        Assert.Null(await first);
        Assert.Null(await second);
        Assert.Equal(
            web.Instances.Select(instance => $"executables/{instance.Name}").Order(StringComparer.Ordinal), dcp.Created.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Stop_TheOther_DoesNotEndAStart()
    {
        await using var dcp = await DcpDouble.StartAsync(Task.CompletedTask);
        await using var app = Build();
        var web = Create(app, dcp);

        var start = web.StartAsync([web.Instances[0]], Token);
        await Eventually.HoldsAsync("it is about to start", () => _asked == 1, Deadline.InProcess);
        await web.StopAsync(web.Instances[1], Token);
        _mayStart.SetResult();

        Assert.Null(await start);
        Assert.Equal([$"executables/{web.Instances[0].Name}"], dcp.Created);
    }

    [Fact]
    public async Task Stop_TheSame_EndsItsStart()
    {
        await using var dcp = await DcpDouble.StartAsync(Task.CompletedTask);
        await using var app = Build();
        var web = Create(app, dcp);

        var start = web.StartAsync([web.Instances[0]], Token);
        await Eventually.HoldsAsync("it is about to start", () => _asked == 1, Deadline.InProcess);
        await web.StopAsync(web.Instances[0], Token);

        Assert.Equal("The start was cancelled.", await start);
        Assert.Empty(dcp.Created);
    }

    [Fact]
    public async Task Stop_WhileItIsBeingCreated_StopsWhatIsCreated()
    {
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var dcp = await DcpDouble.StartAsync(mayAnswer.Task);
        await using var app = Build();
        var web = Create(app, dcp);
        var instance = web.Instances[0];
        _mayStart.SetResult();

        var start = web.StartAsync([instance], Token);
        await Eventually.HoldsAsync("DCP is asked for it", () => dcp.Created.Count > 0, Deadline.InProcess);
        var stop = web.StopAsync(instance, Token);
        Assert.Empty(dcp.Stopped);
        mayAnswer.SetResult();
        Assert.Null(await start.WaitAsync(Deadline.InProcess.Time, Token));
        await Eventually.HoldsAsync("DCP is asked to stop it", () => dcp.Stopped.Contains(instance.Name), Deadline.InProcess);
        Assert.False(stop.IsCompleted);
        var finished = new DcpExecutable
        {
            Metadata = new DcpMetadata { Name = instance.Name },
            Status = new DcpExecutableStatus { State = "Finished" },
        };
        instance.Take(new DcpChange<DcpExecutable>(finished, IsDeleted: false));

        await stop.WaitAsync(Deadline.InProcess.Time, Token);
        Assert.False(instance.IsRunning);
    }

    [Fact]
    public async Task Stop_OfWhatDcpRefuses_DoesNotWaitForIt()
    {
        var mayAnswer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var dcp = await DcpDouble.StartAsync(mayAnswer.Task);
        await using var app = Build();
        var web = Create(app, dcp);
        _mayStart.SetResult();

        var start = web.StartAsync([web.Instances[0]], Token);
        await Eventually.HoldsAsync("DCP is asked for it", () => dcp.Created.Count > 0, Deadline.InProcess);
        var stop = web.StopAsync(web.Instances[0], Token);
        mayAnswer.SetException(new BadHttpRequestException("refused"));

        Assert.NotNull(await start.WaitAsync(Deadline.InProcess.Time, Token));
        await stop.WaitAsync(Deadline.InProcess.Time, Token);
    }

    [Fact]
    public async Task Delete_OfAnEarlierObjectToldLate_DoesNotEndTheOneOfItsName()
    {
        await using var dcp = await DcpDouble.StartAsync(Task.CompletedTask);
        await using var app = Build();
        var web = Create(app, dcp);
        var instance = web.Instances[0];
        _mayStart.SetResult();
        Assert.Null(await web.StartAsync([instance], Token));

        DcpChange<DcpExecutable> Change(string uid, string state, bool isDeleted = false) => new(
            new DcpExecutable
            {
                Metadata = new DcpMetadata { Name = instance.Name, Uid = uid },
                Status = new DcpExecutableStatus { State = state },
            },
            isDeleted);
        instance.Take(Change("second", "Running"));
        instance.Take(Change("first", "Running", isDeleted: true));
        instance.Take(Change("second", "Stopping"));
        await app.Services.GetRequiredService<ResourceNotificationService>()
            .WaitForResourceAsync("web", "Stopping", Token).WaitAsync(Deadline.InProcess.Time, Token);
        Assert.True(instance.IsRunning);

        instance.Take(Change("second", "Stopping", isDeleted: true));
        await Eventually.HoldsAsync("it is gone", () => !instance.IsRunning, Deadline.InProcess);
    }

    [Fact]
    public async Task Network_ContainerThatIsStoppedMeanwhile_SpoilsItForNobody()
    {
        await using var dcp = await DcpDouble.StartAsync(_mayStart.Task);
        await using var app = Build();
        var context = CreateContext(app, dcp);
        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var first = context.EnsureNetworkAsync(dcp.Client, stopped.Token);
        var second = context.EnsureNetworkAsync(dcp.Client, Token);
        await Eventually.HoldsAsync("the network is asked for", () => dcp.Created.Count > 0, Deadline.InProcess);
        await stopped.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _mayStart.SetResult();
        await second;

        Assert.Single(dcp.Created);
    }

    public void Dispose() => _folder.Dispose();

    private DistributedApplication Build()
    {
        _folder.Write("Web.csproj", "<Project />");
        var builder = VerbModel.RunIn(_folder.Path);
        var web = builder.AddProject("web", "Web.csproj").WithReplicas(2);
        builder.Eventing.Subscribe<BeforeResourceStartedEvent>(web.Resource, async (starting, cancellationToken) =>
        {
            _startingInstances.Enqueue(string.Join(',', starting.Instances!));
            Interlocked.Increment(ref _asked);
            await _mayStart.Task.WaitAsync(cancellationToken);
        });
        return builder.Build();
    }

    private static RunnableResource Create(DistributedApplication app, DcpDouble dcp) => new(
        CreateContext(app, dcp), app.Services.GetRequiredService<DistributedApplicationModel>().Resources.Single(resource => resource.Name == "web"), RunnableKind.Project);

    private static RunnerContext CreateContext(DistributedApplication app, DcpDouble dcp)
    {
        var services = app.Services;
        var configuration = services.GetRequiredService<IConfiguration>();
        return new RunnerContext(
            services,
            configuration,
            services.GetRequiredService<DistributedApplicationExecutionContext>(),
            services.GetRequiredService<IDistributedApplicationEventing>(),
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<ResourceLoggerService>(),
            new ContainerEngine(configuration, RecordingHostProcesses.WithoutPrograms(), TimeProvider.System),
            () => Task.FromResult(dcp.Client));
    }
}
