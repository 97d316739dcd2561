using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Embedded.Tests.Orchestration;

public class ApplicationOrchestratorTests
{
    [Fact]
    public async Task Start_OneResource_PublishesEventsInOrder()
    {
        var record = TestApplication.NewRecord();
        await using var app = await TestApplication.StartAsync(builder =>
        {
            Note<BeforeStartEvent>(builder, nameof(BeforeStartEvent));
            Note<ResourceEndpointsAllocatedEvent>(builder, nameof(ResourceEndpointsAllocatedEvent));
            Note<BeforeResourceStartedEvent>(builder, nameof(BeforeResourceStartedEvent));
            Note<ResourceReadyEvent>(builder, nameof(ResourceReadyEvent));
            builder.AddExecutable("web", "sh", "/").WithHttpEndpoint();
        });

        await app.WaitHealthyAsync("web");

        Assert.Equal(
            [nameof(BeforeStartEvent), nameof(ResourceEndpointsAllocatedEvent), nameof(BeforeResourceStartedEvent), nameof(ResourceReadyEvent)],
            record);

        void Note<T>(IDistributedApplicationBuilder builder, string name)
            where T : IDistributedApplicationEvent => builder.Eventing.Subscribe<T>((_, _) =>
            {
                record.Enqueue(name);
                return Task.CompletedTask;
            });
    }

    [Fact]
    public async Task Start_Resource_HasTypeRelationshipsCreationTimeAndLinks()
    {
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var db = builder.AddExecutable("db", "sh", "/");
            builder.AddExecutable("web", "sh", "/").WithHttpEndpoint(port: 8123).WithUrl("http://example.com/docs", "Docs").WaitFor(db);
        });

        var running = await app.WaitHealthyAsync("web");

        var snapshot = running.Snapshot;
        Assert.Equal("Executable", snapshot.ResourceType);
        Assert.NotNull(snapshot.CreationTimeStamp);
        Assert.Contains(new RelationshipSnapshot("db", "WaitFor"), snapshot.Relationships);
        Assert.Equal(["http://localhost:8123", "http://example.com/docs"], snapshot.Urls.Select(url => url.Url));
        Assert.All(snapshot.Urls, url => Assert.False(url.IsInactive));
        Assert.Equal("sh", snapshot.Properties.Single(property => property.Name == "executable.path").Value);
    }

    [Fact]
    public async Task WaitFor_UnhealthyDependency_HoldsUpUntilItIsHealthy()
    {
        var healthy = false;
        await using var app = await TestApplication.StartAsync(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("db_check", () => healthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"));
            var db = builder.AddExecutable("db", "sh", "/").WithHealthCheck("db_check");
            builder.AddExecutable("web", "sh", "/").WaitFor(db);
        });

        var waiting = await app.WaitForStateAsync("web", KnownResourceStates.Waiting);
        Assert.Equal(["db"], (string[])waiting.Snapshot.Properties.Single(property => property.Name == "resource.waitingFor").Value!);
        await app.WaitForStateAsync("db", KnownResourceStates.Running);
        Assert.Equal(HealthStatus.Unhealthy, app.Snapshot("db").HealthStatus);

        healthy = true;
        var web = await app.WaitHealthyAsync("web");

        Assert.DoesNotContain(web.Snapshot.Properties, property => property.Name == "resource.waitingFor");
    }

    [Fact]
    public async Task WaitFor_FailedDependency_FailsWithItsLogAndExitCode()
    {
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var db = builder.AddExecutable("db", "sh", "/").WithHealthCheck("never")
                .WithAnnotation(new EndsAnnotation(KnownResourceStates.Finished, 3, "disk is full"));
            builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy("GET http://localhost/: refused"));
            builder.AddExecutable("web", "sh", "/").WaitFor(db);
        });

        await app.WaitForStateAsync("web", KnownResourceStates.FailedToStart);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.WaitHealthyAsync("db"));
        Assert.Contains("Finished with exit code 3", failure.Message, StringComparison.Ordinal);
        Assert.Contains("disk is full", failure.Message, StringComparison.Ordinal);
        Assert.Contains("never", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitForCompletion_ExpectedExitCode_LetsGo()
    {
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var job = builder.AddExecutable("job", "sh", "/").WithAnnotation(new EndsAnnotation(KnownResourceStates.Finished, 0, "done"));
            builder.AddExecutable("web", "sh", "/").WaitForCompletion(job);
        });

        await app.WaitHealthyAsync("web");
    }

    [Fact]
    public async Task StartByHand_WaitingResource_IsReleased()
    {
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var manual = builder.AddExecutable("manual", "sh", "/").WithExplicitStart();
            builder.AddExecutable("web", "sh", "/").WaitFor(manual, WaitBehavior.WaitOnResourceUnavailable);
        });
        var waiting = await app.WaitForStateAsync("web", KnownResourceStates.Waiting);

        await app.Runner.StartResourceAsync(waiting.Resource, waiting.ResourceId, TestContext.Current.CancellationToken);

        await app.WaitHealthyAsync("web");
    }

    [Fact]
    public async Task StartByHand_AtTheMomentTheWaitShows_IsReleased()
    {
        var asked = 0;
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var manual = builder.AddExecutable("manual", "sh", "/").WithExplicitStart();
            var web = builder.AddExecutable("web", "sh", "/").WaitFor(manual, WaitBehavior.WaitOnResourceUnavailable);

            // The state of a command is decided while a snapshot is published: nobody can ask earlier.
            web.WithCommand("early", "early", _ => Task.FromResult(CommandResults.Success()), new CommandOptions
            {
                UpdateState = context =>
                {
                    if (context.ResourceSnapshot.State?.Text == KnownResourceStates.Waiting && Interlocked.Exchange(ref asked, 1) == 0)
                    {
                        Assert.True(context.ServiceProvider.GetRequiredService<ResourceNotificationService>().ReleaseFromWaiting(web.Resource));
                    }

                    return ResourceCommandState.Enabled;
                },
            });
        });

        await app.WaitHealthyAsync("web");

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task WaitHealthy_ResourceThatStartsOnRequest_FailsAtOnce()
    {
        await using var app = await TestApplication.StartAsync(builder => builder.AddExecutable("manual", "sh", "/").WithExplicitStart());

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.WaitHealthyAsync("manual"));

        Assert.Contains("start command", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameter_Secret_IsRunningWithASensitiveValue()
    {
        await using var app = await TestApplication.StartAsync(builder =>
        {
            builder.Configuration["Parameters:password"] = "swordfish";
            builder.AddParameter("password", secret: true);
        });

        await app.WaitForStateAsync("password", KnownResourceStates.Running);

        var value = app.Snapshot("password").Properties.Single(property => property.Name == "Value");
        Assert.Equal("swordfish", value.Value);
        Assert.True(value.IsSensitive);
    }

    [Fact]
    public async Task ConnectionString_EndpointsAllocated_IsAvailableAndSensitive()
    {
        var available = new TaskCompletionSource();
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var db = builder.AddExecutable("db", "sh", "/").WithHttpEndpoint(port: 8124);
            var connection = builder.AddConnectionString("conn", ReferenceExpression.Create($"Url={db.GetEndpoint("http")}"));
            builder.Eventing.Subscribe<ConnectionStringAvailableEvent>(connection.Resource, (_, _) =>
            {
                available.TrySetResult();
                return Task.CompletedTask;
            });
        });

        await available.Task.WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);
        await app.WaitForStateAsync("conn", KnownResourceStates.Running);

        var property = app.Snapshot("conn").Properties.Single(property => property.Name == "resource.connectionString");
        Assert.Equal("Url=http://localhost:8124", property.Value);
        Assert.True(property.IsSensitive);
    }

    [Fact]
    public async Task ExternalService_Started_RunsWithItsUrl()
    {
        await using var app = await TestApplication.StartAsync(builder => builder.AddExternalService("docs", "https://example.com/"));

        await app.WaitForStateAsync("docs", KnownResourceStates.Running);

        Assert.Equal("https://example.com/", Assert.Single(app.Snapshot("docs").Urls).Url);
    }

    [Fact]
    public async Task Child_ParentRuns_ShowsTheParentsStateAndHealth()
    {
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var server = builder.AddExecutable("server", "sh", "/");
            builder.AddResource(new ChildResource("child", server.Resource));
        });

        var child = await app.WaitHealthyAsync("child");

        Assert.Equal("Child", child.Snapshot.ResourceType);
        Assert.Contains(new RelationshipSnapshot("server", "Parent"), child.Snapshot.Relationships);
    }

    [Fact]
    public async Task Stop_Running_StopsTheRunnerAndEndsWaits()
    {
        var app = await TestApplication.StartAsync(builder => builder.AddExecutable("manual", "sh", "/").WithExplicitStart());
        var wait = app.Notifications.WaitForResourceHealthyAsync("manual", WaitBehavior.WaitOnResourceUnavailable, TestContext.Current.CancellationToken);

        await app.Application.StopAsync(TestContext.Current.CancellationToken);
        var runner = app.Runner;
        await app.DisposeAsync();

        Assert.True(runner.IsStopped);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
    }

    [Fact]
    public async Task Start_HandlerAndModelAreWrong_ReportsAllAtOnceAndStartsNothing()
    {
        using var taken = FreePort.Occupy(out var port);
        var app = TestApplication.Build(builder =>
        {
            builder.Configuration["DcpPublisher:RandomizePorts"] = "false";
            builder.Eventing.Subscribe<BeforeStartEvent>((_, _) => throw new DistributedApplicationException("stack: no room\nstack: wrong mode"));
            builder.Eventing.Subscribe<BeforeStartEvent>((_, _) => throw new DistributedApplicationException("other: also wrong"));
            builder.AddParameter("missing");
            builder.AddExecutable("tool", "no-such-program-at-all", "/no/such/folder");
            builder.AddContainer("box", "image").WithBindMount("/no/such/file", "/etc/file");
            builder.AddProject("project", "/no/such/project.csproj");
            builder.AddExecutable("first", "sh", "/").WithHttpEndpoint(port: port);
            builder.AddExecutable("second", "sh", "/").WithHttpEndpoint(port: port);
            builder.AddExecutable("optional", "no-such-program-either", "/").WithExplicitStart();
        });
        await using var _ = app;

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.Application.StartAsync(TestContext.Current.CancellationToken));

        string[] expected =
        [
            "10 problems", "- stack: no room", "- stack: wrong mode", "- other: also wrong", "Parameters:missing", "Parameters__missing",
            "tool: command: 'no-such-program-at-all'", "tool: working directory: '/no/such/folder'", "box: bind mount to /etc/file: '/no/such/file'",
            "second: endpoint http", $"first: endpoint http: port: {port} is in use",
        ];
        Assert.All(expected, text => Assert.Contains(text, failure.Message, StringComparison.Ordinal));
        Assert.DoesNotContain("optional", failure.Message, StringComparison.Ordinal);
        Assert.False(app.Notifications.TryGetCurrentState("first", out var nothing), nothing?.Snapshot.State?.Text);
    }

    [Fact]
    public async Task Start_WaitCycle_NamesThePath()
    {
        var app = TestApplication.Build(builder =>
        {
            var a = builder.AddExecutable("a", "sh", "/");
            var b = builder.AddExecutable("b", "sh", "/").WaitFor(a);
            a.WaitFor(b);
        });
        await using var _ = app;

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.Application.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("a -> b -> a", failure.Message, StringComparison.Ordinal);
    }

    private sealed class ChildResource(string name, IResource parent) : Resource(name), IResourceWithParent, IResourceWithWaitSupport
    {
        public IResource Parent => parent;
    }
}
