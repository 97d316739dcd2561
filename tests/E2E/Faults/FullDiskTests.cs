using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Observability.E2E.Lifetime;

namespace Observability.E2E.Faults;

/// <summary>The disk under the state folder is full: what cannot be written is named, what runs goes on, and room is all it takes.</summary>
[Tier(Tier.Process)]
public sealed class FullDiskTests : IAsyncLifetime
{
    private const string Server = "prometheus";
    private const string Neighbour = "alertmanager";
    private const int Megabytes = 96;

    private readonly Leftovers _leftovers = new();
    private SmallDisk _disk = null!;

    public async ValueTask InitializeAsync()
    {
        Requires.ProcessStack();
        _disk = await SmallDisk.MountAsync(Megabytes);
    }

    [Fact]
    public async Task FullWhileItRuns_ServerThatIsRestarted_SaysWhatCannotBeWrittenTheRestRunsAndRoomIsAllItTakes()
    {
        await using var stack = await FaultStack.StartAsync(_disk.Path, builder =>
        {
            var alertmanager = builder.AddAlertmanager(Neighbour);
            builder.AddPrometheus(Server).WithAlertmanager(alertmanager);
        }, Server, Neighbour);
        _disk.Fill();

        await stack.ExecuteAsync(Server, KnownResourceCommands.StopCommand);
        var refused = await stack.ExecuteAsync(Server, KnownResourceCommands.StartCommand)
            .WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);

        Assert.False(refused.Success);
        Assert.Contains($"{Server}: state folder: {_disk.Path}", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cannot be written (No space left on device", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Stack:StateFolder", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(await stack.ReadLogAsync(Server), line => line.Contains("No space left on device", StringComparison.Ordinal));
        await stack.BecomesHealthyAsync(Neighbour, Deadline.ServerReady);

        _disk.MakeRoom();
        var started = await stack.ExecuteAsync(Server, KnownResourceCommands.StartCommand);
        Assert.True(started.Success, started.Message);
        await stack.BecomesHealthyAsync(Server, Deadline.ServerReady);
    }

    [Fact]
    public async Task FullBeforeTheStart_AppHost_EndsWithOneMessageThatNamesTheFolder()
    {
        _disk.Fill();

        await using var appHost = AppHostProcess.Start(_leftovers, _disk.Path, "--only", Server, "--until-ready");

        Assert.Equal(1, await appHost.ExitCodeAsync(Deadline.StackReady));
        Assert.Contains($"state folder: {_disk.Path}", appHost.Output, StringComparison.Ordinal);
        Assert.Contains("No space left on device", appHost.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", appHost.Output, StringComparison.Ordinal);
        await _leftovers.AreGoneAsync(Deadline.Gone);
        Assert.Empty(Directory.GetDirectories(_disk.Path, "run-*"));
    }

    public ValueTask DisposeAsync()
    {
        _disk?.Dispose();
        return ValueTask.CompletedTask;
    }
}
