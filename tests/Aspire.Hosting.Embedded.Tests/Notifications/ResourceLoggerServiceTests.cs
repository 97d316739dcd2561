using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Notifications;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Embedded.Tests.Notifications;

public sealed class ResourceLoggerServiceTests : IDisposable
{
    private readonly ResourceLoggerService _logs = new();

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Log_MoreThanTheBacklogHolds_KeepsTheLastWithTheirNumbers()
    {
        for (var line = 1; line <= ResourceLog.Capacity + 5; line++)
        {
            _logs.AddLine("web", $"2024-05-01T12:00:00Z line {line}", isError: false);
        }

        var lines = await AllAsync("web");

        Assert.Equal(ResourceLog.Capacity, lines.Count);
        Assert.Equal(new LogLine(6, "2024-05-01T12:00:00Z line 6", false), lines[0]);
    }

    [Fact]
    public async Task Log_ErrorOfSeveralLines_MarksEachAndAddsATime()
    {
        _logs.GetLogger("web").LogError("first\nsecond");

        var lines = await AllAsync("WEB");

        Assert.All(lines, line => Assert.True(line.IsErrorMessage));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z first$", lines[0].Content);
        Assert.EndsWith(" second", lines[1].Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_LinesBeforeAndAfter_YieldsBothUntilComplete()
    {
        _logs.AddLine("web", "2024-05-01T12:00:00Z before", isError: false);
        List<string> seen = [];
        await foreach (var batch in _logs.WatchAsync("web").WithCancellation(TestContext.Current.CancellationToken))
        {
            seen.AddRange(batch.Select(line => line.Content[21..]));
            if (seen.Count == 1)
            {
                _logs.AddLine("web", "2024-05-01T12:00:00Z after", isError: false);
                _logs.Complete("web");
            }
        }

        Assert.Equal(["before", "after"], seen);
    }

    [Fact]
    public async Task WatchAnySubscribers_SomebodyComesAndGoes_SaysSo()
    {
        var token = TestContext.Current.CancellationToken;
        await using var changes = _logs.WatchAnySubscribersAsync(token).GetAsyncEnumerator(token);
        var next = changes.MoveNextAsync();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
        var watch = FollowAsync("web", stop.Token);

        Assert.True(await next);
        Assert.Equal(new LogSubscriber("web", true), changes.Current);
        await stop.CancelAsync();
        Assert.True(await changes.MoveNextAsync());
        Assert.Equal(new LogSubscriber("web", false), changes.Current);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch);
    }

    private async Task FollowAsync(string name, CancellationToken cancellationToken)
    {
        await foreach (var _ in _logs.WatchAsync(name).WithCancellation(cancellationToken))
        {
            // Only that somebody follows counts.
        }
    }

    private async Task<List<LogLine>> AllAsync(string name)
    {
        List<LogLine> lines = [];
        await foreach (var batch in _logs.GetAllAsync(name))
        {
            lines.AddRange(batch);
        }

        return lines;
    }
}
