using Aspire.Hosting.Testing;
using Observability.E2E.Evidence;

namespace Observability.E2E.Stack;

/// <summary>A server that somebody else runs is a part of the stack: it is probed, scraped and sent to, and left running.</summary>
[Tier(Tier.Process)]
public sealed class ExternalServerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task External_Alertmanager_GetsTheAlertsAndOutlivesTheStack()
    {
        Requires.ProcessStack();
        var port = FreePort.Take();
        var config = _folder.Write("alertmanager.yml", "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
        await using var external = ChildProcess.Start(
            Requires.Alertmanager(),
            [$"--config.file={config}", $"--web.listen-address=127.0.0.1:{port}", "--cluster.listen-address=", $"--storage.path={_folder.Combine("data")}"]);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [
                "--Stack:Backend=process", "--Stack:Console=false", "--Stack:Only=prometheus,alertmanager",
                $"--Stack:StateFolder={_folder.Combine("state")}", $"--Stack:Resources:alertmanager:Urls:http=http://127.0.0.1:{port}",
                "--Stack:Resources:alertmanager:Backend=auto",
            ],
            TestContext.Current.CancellationToken);
        await using (var application = await builder.BuildAsync(TestContext.Current.CancellationToken))
        {
            await using var recorder = StackRecorder.Follow(application);
            using var timeout = new CancellationTokenSource(Deadline.StackReady.Time);
            await application.StartAsync(timeout.Token);
            var healthy = await application.ResourceNotifications.WaitForResourceHealthyAsync("alertmanager", timeout.Token);

            Assert.Equal("External", healthy.Snapshot.ResourceType);
            Assert.Contains(healthy.Snapshot.Urls, url => url.Url.Contains($":{port}", StringComparison.Ordinal));
            using var client = application.CreateHttpClient("alertmanager");
            await Eventually.BecomesAsync(
                "the alerts of the stack reach it",
                token => client.GetStringAsync(new Uri("/api/v2/alerts", UriKind.Relative), token),
                answer => answer.Contains("Watchdog", StringComparison.Ordinal),
                Deadline.DataFlow);
        }

        Assert.False(external.HasExited);
    }

    public void Dispose() => _folder.Dispose();
}
