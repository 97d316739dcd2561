using System.Net;
using System.Text;
using Aspire.Hosting;
using DotNet.Testcontainers.Builders;
using Observability.Hosting.Prometheus;

namespace Observability.Testcontainers.Tests;

/// <summary>Each server that can be had here, alone in a container.</summary>
[Tier(Tier.Container)]
public sealed class ServerContainerTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Prometheus_Started_ReadsTheFileOfItsVersionAndFindsItself()
    {
        await using var prometheus = ServerContainers.Prometheus(server => server.WithScrapeInterval(TimeSpan.FromSeconds(1)))
            .WithImage(await DebianImage.Prometheus.EnsureAsync())
            .Build();
        await prometheus.StartAsync(Cancelled);
        using var http = new HttpClient { BaseAddress = prometheus.GetUrl() };

        await Eventually.BecomesAsync(
            "Prometheus scrapes itself",
            token => http.GetStringAsync(new Uri("/api/v1/query?query=up", UriKind.Relative), token),
            answer => answer.Contains("\"job\":\"prometheus\"", StringComparison.Ordinal) && answer.Contains(",\"1\"]", StringComparison.Ordinal),
            Deadline.DataFlow);
        Assert.Equal(new Version(2, 42, 0), prometheus.Version);
        Assert.Equal(prometheus.GetUrl().ToString(), prometheus.GetConnectionString());
        Assert.Equal(new Uri("http://prometheus:9090"), prometheus.GetUrlInNetwork());
    }

    [Fact]
    public async Task RabbitMQ_Started_LetsItsUserInOverAmqpAndHttp()
    {
        await using var rabbit = ServerContainers.RabbitMQ().WithImage(await DebianImage.RabbitMQ.EnsureAsync()).Build();
        await rabbit.StartAsync(Cancelled);

        var factory = new RabbitMQ.Client.ConnectionFactory { Uri = new Uri(rabbit.GetConnectionString()) };
        await using var connection = await factory.CreateConnectionAsync(Cancelled);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancelled);
        await channel.ExchangeDeclarePassiveAsync("telemetry", Cancelled);
        using var http = new HttpClient { BaseAddress = rabbit.GetUrl("management") };
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{rabbit.UserName}:{rabbit.Password}")));
        Assert.Contains("\"name\":\"telemetry\"", await http.GetStringAsync(new Uri("/api/exchanges", UriKind.Relative), Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RabbitMQ_Twice_HasAnotherPassword()
    {
        var builder = ServerContainers.RabbitMQ().WithImage(await DebianImage.RabbitMQ.EnsureAsync());
        await using var one = builder.Build();
        await using var two = builder.Build();
        await Task.WhenAll(one.StartAsync(Cancelled), two.StartAsync(Cancelled));

        Assert.Equal(32, one.Password!.Length);
        Assert.NotEqual(one.Password, two.Password);
        using var http = new HttpClient { BaseAddress = two.GetUrl("management") };
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{one.Password}")));
        using var answer = await http.GetAsync(new Uri("/api/overview", UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Alertmanager_Started_TakesAnAlert()
    {
        await using var alertmanager = ServerContainers.Alertmanager().WithImage(await DebianImage.Alertmanager.EnsureAsync()).Build();
        await alertmanager.StartAsync(Cancelled);
        using var http = new HttpClient { BaseAddress = alertmanager.GetUrl() };

        using var alert = new StringContent("""[{"labels":{"alertname":"Tested"}}]""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/api/v2/alerts", UriKind.Relative), alert, Cancelled);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("Tested", await http.GetStringAsync(new Uri("/api/v2/alerts", UriKind.Relative), Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodeExporter_Started_ReadsTheMachine()
    {
        await using var exporter = ServerContainers.NodeExporter().WithImage(await DebianImage.NodeExporter.EnsureAsync()).Build();
        await exporter.StartAsync(Cancelled);
        using var http = new HttpClient { BaseAddress = exporter.GetUrl() };

        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancelled);

        Assert.Contains("node_memory_MemTotal_bytes", metrics, StringComparison.Ordinal);
        Assert.Contains("mountpoint=\"/\"", metrics, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Network_Two_ReachEachOtherByName()
    {
        // Building a network asks the engine already.
        await Requires.ContainerEngineAsync();
        await using var network = new NetworkBuilder().Build();
        await using var pushgateway = ServerContainers.Pushgateway().WithImage(await DebianImage.Pushgateway.EnsureAsync()).WithNetwork(network).Build();
        await pushgateway.StartAsync(Cancelled);
        var file = $"""
            scrape_configs:
              - job_name: neighbour
                scrape_interval: 1s
                static_configs: [targets: ["{pushgateway.GetUrlInNetwork().Authority}"]]
            """;
        await using var prometheus = ServerContainers.Prometheus()
            .WithImage(await DebianImage.Prometheus.EnsureAsync())
            .WithNetwork(network)
            .WithResourceMapping(Encoding.UTF8.GetBytes(file), PrometheusFacts.ConfigPath)
            .Build();
        await prometheus.StartAsync(Cancelled);
        using var http = new HttpClient { BaseAddress = prometheus.GetUrl() };

        await Eventually.BecomesAsync(
            "the file of the test is read, and the neighbour reached by its name",
            token => http.GetStringAsync(new Uri("/api/v1/query?query=up", UriKind.Relative), token),
            answer => answer.Contains("\"instance\":\"pushgateway:9091\"", StringComparison.Ordinal) && answer.Contains(",\"1\"]", StringComparison.Ordinal),
            Deadline.DataFlow);
    }

    [Fact]
    public async Task Restart_Container_IsReachedWhereItWas()
    {
        await using var pushgateway = ServerContainers.Pushgateway().WithImage(await DebianImage.Pushgateway.EnsureAsync()).Build();
        await pushgateway.StartAsync(Cancelled);
        var url = pushgateway.GetUrl();

        await pushgateway.StopAsync(Cancelled);
        await pushgateway.StartAsync(Cancelled);

        Assert.Equal(url, pushgateway.GetUrl());
        using var http = new HttpClient { BaseAddress = url };
        using var answer = await http.GetAsync(new Uri("/-/ready", UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task NotReady_Server_IsReportedWithItsLastAnswerAndItsLog()
    {
        // It answers where the probe does not ask.
        await using var pushgateway = ServerContainers.Pushgateway()
            .WithImage(await DebianImage.Pushgateway.EnsureAsync())
            .WithReadyTimeout(TimeSpan.FromSeconds(2))
            .WithCommand("--web.route-prefix=/elsewhere")
            .Build();

        var error = await Assert.ThrowsAsync<TimeoutException>(() => pushgateway.StartAsync(Cancelled));

        Assert.Contains("pushgateway (debian.test/prometheus/pushgateway:v1.5.1) is not ready: GET http://127.0.0.1:", error.Message, StringComparison.Ordinal);
        Assert.Contains(": 404. The end of its log:", error.Message, StringComparison.Ordinal);
        Assert.Contains("starting pushgateway", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ended_Server_IsReportedWithItsLog()
    {
        await using var pushgateway = ServerContainers.Pushgateway()
            .WithImage(await DebianImage.Pushgateway.EnsureAsync())
            .WithCommand("--no-such-flag")
            .Build();

        // It ends before or after its ports are published; then Testcontainers notices by itself.
        var error = await Assert.ThrowsAnyAsync<Exception>(() => pushgateway.StartAsync(Cancelled));

        Assert.Contains("code 1.", error.Message, StringComparison.Ordinal);
        Assert.Contains("unknown long flag '--no-such-flag'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposed_Container_LeavesNothing()
    {
        var image = await DebianImage.RabbitMQ.EnsureAsync();
        string name;
        await using (var rabbit = ServerContainers.RabbitMQ().WithImage(image).Build())
        {
            await rabbit.StartAsync(Cancelled);
            name = rabbit.Name.TrimStart('/');
            Assert.Contains(name, await EngineApi.ContainersAsync());
        }

        Assert.DoesNotContain(name, await EngineApi.ContainersAsync());
        Assert.Empty(await EngineApi.VolumesAsync());
    }
}
