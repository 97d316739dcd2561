using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Observability.Hosting.Model;

namespace Observability.E2E.Containers;

/// <summary>
/// The container path of the engine, with an image that the test makes of Debian's Pushgateway: ports, files, health,
/// logs, a process that reaches the container, and nothing left.
/// </summary>
[Tier(Tier.Container)]
public sealed class ContainerTests : IAsyncLifetime
{
    private const string Image = "obs-e2e-pushgateway";
    private readonly TemporaryFolder _state = new();

    public async ValueTask InitializeAsync()
    {
        await Requires.ContainerEngineAsync();
        Requires.ProcessStack();
        await BuildImageAsync();
    }

    [Fact]
    public async Task Container_BesideAProcess_ServesItsPortReadsItsFileAndIsGoneAfterwards()
    {
        var builder = DistributedApplicationTestingBuilder.Create(
            "--Stack:Backend=process", $"--Stack:StateFolder={_state.Path}");
        var container = builder.AddContainer("gateway", Image, "1")
            .WithImagePullPolicy(ImagePullPolicy.Never)
            .WithHttpEndpoint(targetPort: 9091)
            .WithHttpHealthCheck("/-/ready")
            .WithContainerFiles("/etc/gateway", [new ContainerFile { Name = "web.yml", Contents = "http_server_config:\n  http2: false\n" }])
            .WithArgs("--web.config.file=/etc/gateway/web.yml")
            .WithAnnotation(new MetricsAnnotation(HonorLabels: true));
        builder.AddPrometheus("prometheus").WithScrapeTarget(container).WaitFor(container);
        await using (var application = await builder.BuildAsync(TestContext.Current.CancellationToken))
        {
            using var timeout = new CancellationTokenSource(Deadline.StackReady.Time);
            await application.StartAsync(timeout.Token);
            await application.ResourceNotifications.WaitForResourceHealthyAsync("prometheus", timeout.Token);
            using var prometheus = application.CreateHttpClient("prometheus");

            await Eventually.BecomesAsync(
                "Prometheus, a process, scrapes the container",
                token => prometheus.GetStringAsync(new Uri("/api/v1/query?query=up%7Bjob%3D%22gateway%22%7D", UriKind.Relative), token),
                answer => answer.Contains("\"1\"", StringComparison.Ordinal),
                Deadline.DataFlow);
        }

        Assert.Equal("", await DockerAsync("ps", "-a", "-q", "--filter", $"ancestor={Image}:1"));
    }

    public async ValueTask DisposeAsync()
    {
        if (await MachineCapabilities.ContainerEngineProblemAsync() is null)
        {
            await DockerAsync("rmi", "-f", $"{Image}:1");
        }

        _state.Dispose();
    }

    /// <summary>An image from scratch: the program and the libraries that <c>ldd</c> names.</summary>
    private async Task BuildImageAsync()
    {
        var program = Requires.Pushgateway();
        var script = _state.Write("build.sh", $"""
            set -e
            files=$(ldd {program} | grep -oE '/[^ ]+' || true)
            tar -chf - {program} $files | docker import --change 'ENTRYPOINT ["{program}"]' --change 'EXPOSE 9091' - {Image}:1
            """);
        await using var build = ChildProcess.Start("sh", [script]);
        Assert.True(await build.ExitCodeAsync(Deadline.StackReady) == 0, build.Output);
    }

    private static async Task<string> DockerAsync(params string[] arguments)
    {
        await using var docker = ChildProcess.Start("docker", arguments);
        await docker.ExitCodeAsync(Deadline.ServerReady);
        return docker.Output.Trim();
    }
}
