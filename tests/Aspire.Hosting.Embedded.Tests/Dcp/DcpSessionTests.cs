using System.Collections.Concurrent;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Dcp.Model;
using Aspire.Hosting.Embedded.Tests.Bundle;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

/// <summary>The real orchestrator, without a model.</summary>
[Tier(Tier.Process)]
public sealed class DcpSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_WithAServiceAndAProcess_RunsItShowsItAndLeavesNothing()
    {
        await using var session = await LaunchAsync();
        var client = session.Client;
        var port = FreePorts.Pick(System.Net.Sockets.ProtocolType.Tcp, range: null);
        await client.CreateAsync(
            DcpService.Plural,
            new DcpService { Metadata = new() { Name = "web" }, Spec = new() { Port = port, AddressAllocationMode = DcpServiceSpec.Localhost } },
            DcpJson.Default.DcpService,
            Token);

        await client.CreateAsync(DcpExecutable.Plural, Script("web-1", "sleep 600"), DcpJson.Default.DcpExecutable, Token);
        var running = await StateAsync(client, "web-1", "Running");
        var service = await Eventually.BecomesAsync(
            "the service has its port",
            cancellationToken => client.GetAsync(DcpService.Plural, "web", DcpJson.Default.DcpService, cancellationToken),
            service => service?.Status?.EffectivePort is not null,
            Deadline.ServerReady);
        Assert.Equal(port, service!.Status!.EffectivePort);

        await session.StopAsync(Deadline.Gone.Time);

        Assert.False(Directory.Exists($"/proc/{running.Status!.Pid}"), "the process is gone");
        Assert.False(Directory.Exists($"/proc/{session.ProcessId}"), "DCP is gone");
        Assert.False(Directory.Exists(session.Folder), "the session folder is gone");
    }

    [Fact]
    public async Task Watch_OfAProcess_TellsEachChangeOnceAndItsEnd()
    {
        await using var session = await LaunchAsync();
        var client = session.Client;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ConcurrentQueue<string> seen = new();
        var watch = new DcpWatch<DcpExecutable>(client, DcpExecutable.Plural, DcpJson.Default.DcpExecutable);
        var following = Task.Run(async () =>
        {
            await foreach (var change in watch.FollowAsync(stop.Token))
            {
                seen.Enqueue(change.IsDeleted ? "deleted" : change.Object.Status?.State ?? "new");
            }
        }, Token);

        await client.CreateAsync(DcpExecutable.Plural, Script("once", "exit 3"), DcpJson.Default.DcpExecutable, Token);
        var ended = await StateAsync(client, "once", "Finished");
        Assert.Equal(3, ended.Status!.ExitCode);
        Assert.True(await client.DeleteAsync(DcpExecutable.Plural, "once", Token));
        await Eventually.HoldsAsync("the end is told", () => seen.Contains("deleted"), Deadline.InProcess);
        await stop.CancelAsync();
        await following;

        Assert.Contains("Finished", seen);
        Assert.Equal("deleted", seen.Last());
        await session.StopAsync(Deadline.Gone.Time);
    }

    [Fact]
    public async Task LogPump_ProcessThatEnds_CopiesEveryLineOnceWithItsTimeAndKind()
    {
        await using var session = await LaunchAsync();
        var log = new RecordingLogger();
        var pump = new LogPump(session.Client, DcpExecutable.Plural, "talk", LogSource.Executable, log);
        await session.Client.CreateAsync(
            DcpExecutable.Plural,
            Script("talk", "for i in $(seq 200); do echo out $i; echo err $i >&2; done; printf tail"),
            DcpJson.Default.DcpExecutable,
            Token);
        pump.Start();
        await StateAsync(session.Client, "talk", "Finished");

        await pump.DrainAsync(Token);

        await pump.DisposeAsync();
        Assert.Equal([.. Enumerable.Range(1, 200).Select(i => $"out {i}"), "tail"], log.Texts(isError: false));
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"err {i}"), log.Texts(isError: true));
        await session.StopAsync(Deadline.Gone.Time);
    }

    [Fact]
    public async Task Create_NameTaken_SaysSo()
    {
        await using var session = await LaunchAsync();
        await session.Client.CreateAsync(DcpExecutable.Plural, Script("one", "sleep 600"), DcpJson.Default.DcpExecutable, Token);

        var exception = await Assert.ThrowsAsync<DcpException>(
            () => session.Client.CreateAsync(DcpExecutable.Plural, Script("one", "sleep 600"), DcpJson.Default.DcpExecutable, Token));

        Assert.Equal(System.Net.HttpStatusCode.Conflict, exception.Status);
        Assert.Contains("'one'", exception.Message, StringComparison.Ordinal);
        await session.StopAsync(Deadline.Gone.Time);
    }

    private static async Task<DcpSession> LaunchAsync() =>
        await DcpSession.LaunchAsync(await TestBundle.LocateAsync(), "docker", new HostProcesses(), TimeProvider.System, Token);

    private static DcpExecutable Script(string name, string script) => new()
    {
        Metadata = new DcpMetadata { Name = name },
        Spec = new DcpExecutableSpec { ExecutablePath = "/bin/sh", Args = ["-c", script], WorkingDirectory = "/" },
    };

    private static async Task<DcpExecutable> StateAsync(DcpClient client, string name, string state) => (await Eventually.BecomesAsync(
        $"{name} is {state}",
        cancellationToken => client.GetAsync(DcpExecutable.Plural, name, DcpJson.Default.DcpExecutable, cancellationToken),
        executable => executable?.Status?.State == state,
        Deadline.ServerReady,
        executable => executable?.Status?.State ?? "no state"))!;
}
