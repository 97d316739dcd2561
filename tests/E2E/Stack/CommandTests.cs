using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Observability.E2E.Stack;

/// <summary>The commands that the dashboard offers do to a real server what they say.</summary>
[Tier(Tier.Process)]
[Collection<StackCollection>]
public sealed class CommandTests(StackFixture stack)
{
    private const string Server = "pushgateway";

    [Fact]
    public async Task StopThenStart_Server_IsGoneAndComesBackAtTheSameAddress()
    {
        var before = stack.Application.GetEndpoint(Server);

        await ExecuteAsync(KnownResourceCommands.StopCommand);
        await stack.Application.ResourceNotifications
            .WaitForResourceAsync(Server, KnownResourceStates.TerminalStates, TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<Exception>(() => GetReadyAsync(TestContext.Current.CancellationToken));

        await ExecuteAsync(KnownResourceCommands.StartCommand);
        await BecomesHealthyAsync();
        Assert.Equal(before, stack.Application.GetEndpoint(Server));
        await Eventually.BecomesAsync("it answers", GetReadyAsync, answer => answer == "OK", Deadline.ServerReady);
    }

    [Fact]
    public async Task Restart_Server_IsANewProcessWithItsData()
    {
        var before = await PidAsync();
        using var client = stack.Application.CreateHttpClient(Server);
        using var body = new StringContent("kept_over_a_restart 7\n");
        using var pushed = await client.PutAsync(new Uri("/metrics/job/restart", UriKind.Relative), body, TestContext.Current.CancellationToken);
        Assert.True(pushed.IsSuccessStatusCode);

        await ExecuteAsync(KnownResourceCommands.RestartCommand);

        var after = await Eventually.BecomesAsync("the process is another", _ => PidAsync(), pid => pid is not null && pid != before, Deadline.ServerReady);
        await BecomesHealthyAsync();
        Assert.NotEqual(before, after);
        await Eventually.BecomesAsync(
            "what was pushed is there",
            token => client.GetStringAsync(new Uri("/metrics", UriKind.Relative), token),
            metrics => metrics.Contains("kept_over_a_restart{", StringComparison.Ordinal),
            Deadline.ServerReady);
    }

    /// <summary>Asks as a client would that does not wait long: the proxy before a stopped server takes connections and is silent.</summary>
    private async Task<string> GetReadyAsync(CancellationToken cancellationToken)
    {
        using var client = stack.Application.CreateHttpClient(Server);
        client.Timeout = TimeSpan.FromSeconds(2);
        return await client.GetStringAsync(new Uri("/-/ready", UriKind.Relative), cancellationToken);
    }

    private async Task ExecuteAsync(string command)
    {
        var result = await stack.Application.ResourceCommands.ExecuteCommandAsync(Server, command, TestContext.Current.CancellationToken);
        Assert.True(result.Success, result.Message);
    }

    private Task<ResourceEvent> BecomesHealthyAsync() => stack.Application.ResourceNotifications
        .WaitForResourceHealthyAsync(Server, TestContext.Current.CancellationToken)
        .WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);

    private async Task<string?> PidAsync()
    {
        var current = await stack.Application.ResourceNotifications.WaitForResourceAsync(Server, _ => true, TestContext.Current.CancellationToken);
        return current.Snapshot.Properties.FirstOrDefault(property => property.Name == "executable.pid")?.Value?.ToString();
    }
}
