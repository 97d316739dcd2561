using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Tests.Orchestration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Embedded.Tests.Health;

public class ResourceHealthTests
{
    [Fact]
    public async Task Ready_ResourceRunsTwice_IsPublishedOncePerRun()
    {
        var ready = 0;
        var stopped = 0;
        await using var app = await TestApplication.StartAsync(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("ok", () => HealthCheckResult.Healthy());
            var web = builder.AddExecutable("web", "sh", "/").WithHealthCheck("ok");
            builder.Eventing.Subscribe<ResourceReadyEvent>(web.Resource, (_, _) => Task.FromResult(Interlocked.Increment(ref ready)));
            builder.Eventing.Subscribe<ResourceStoppedEvent>(web.Resource, (_, _) => Task.FromResult(Interlocked.Increment(ref stopped)));
        });

        var running = await app.WaitHealthyAsync("web");
        await app.Runner.StopResourceAsync(running.Resource, running.ResourceId, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("the stop is published", () => stopped == 1, Deadline.InProcess);
        await app.Runner.StartResourceAsync(running.Resource, running.ResourceId, TestContext.Current.CancellationToken);
        await app.WaitForStateAsync("web", KnownResourceStates.Running);
        await app.WaitHealthyAsync("web");

        Assert.Equal(2, ready);
        Assert.Equal(1, stopped);
    }

    [Fact]
    public async Task WaitHealthy_ReadyHandlerIsSlow_WaitsForIt()
    {
        var handled = new TaskCompletionSource();
        var called = new TaskCompletionSource();
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var web = builder.AddExecutable("web", "sh", "/");
            builder.Eventing.Subscribe<ResourceReadyEvent>(web.Resource, (_, _) =>
            {
                called.SetResult();
                return handled.Task;
            });
        });
        await app.WaitForStateAsync("web", KnownResourceStates.Running);

        var wait = app.WaitHealthyAsync("web");
        await called.Task.WaitAsync(Deadline.InProcess.Time, TestContext.Current.CancellationToken);
        Assert.False(wait.IsCompleted);
        handled.SetResult();

        await wait;
    }

    [Fact]
    public async Task WaitHealthy_ReadyHandlerFails_FailsWithItsMessage()
    {
        await using var app = await TestApplication.StartAsync(builder =>
        {
            var web = builder.AddExecutable("web", "sh", "/");
            builder.Eventing.Subscribe<ResourceReadyEvent>(web.Resource, (_, _) => throw new InvalidOperationException("cannot seed"));
        });

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.WaitHealthyAsync("web"));

        Assert.Contains("cannot seed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_ThrowsAndIsUnknown_IsUnhealthyWithTheReason()
    {
        await using var app = await TestApplication.StartAsync(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("throws", () => throw new InvalidOperationException("boom"));
            builder.AddExecutable("web", "sh", "/").WithHealthCheck("throws").WithHealthCheck("unregistered");
        });

        await app.Notifications.WaitForResourceAsync(
            "web", current => current.Snapshot.HealthReports.All(report => report.LastRunAt is not null), TestContext.Current.CancellationToken);

        var reports = app.Snapshot("web").HealthReports;
        Assert.Contains("boom", reports.Single(report => report.Name == "throws").Description, StringComparison.Ordinal);
        Assert.Contains("No health check is registered", reports.Single(report => report.Name == "unregistered").Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, app.Snapshot("web").HealthStatus);
    }

    [Fact]
    public async Task Health_BeforeTheFirstCheck_IsNeverHealthy()
    {
        var seen = new List<HealthStatus?>();
        await using var app = await TestApplication.StartAsync(builder =>
        {
            builder.Services.AddHealthChecks().AddCheck("bad", () => HealthCheckResult.Unhealthy());
            builder.AddExecutable("web", "sh", "/").WithHealthCheck("bad");
        });

        await app.Notifications.WaitForResourceAsync(
            "web",
            current =>
            {
                seen.Add(current.Snapshot.HealthStatus);
                return current.Snapshot.HealthReports is [{ LastRunAt: not null }];
            },
            TestContext.Current.CancellationToken);

        Assert.DoesNotContain(HealthStatus.Healthy, seen);
    }
}
