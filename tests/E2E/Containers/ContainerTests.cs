using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Observability.E2E.Containers;

/// <summary>
/// The container path of the AppHost's own graph: ports, files, folders of this machine, networks, environment, health, logs and commands,
/// on images that are made of Debian's programs.
/// </summary>
[Tier(Tier.Container)]
[Collection<ContainerStackCollection>]
public sealed class ContainerTests(ContainerStack stack)
{
    [Fact]
    public async Task Backend_OfEachServer_IsTheContainerInTheVersionOfItsTag()
    {
        var application = await stack.ApplicationAsync();
        var backends = new List<string>();
        foreach (var server in ContainerStack.Servers)
        {
            var current = await application.ResourceNotifications.WaitForResourceAsync(server, _ => true, TestContext.Current.CancellationToken);
            var backend = current.Snapshot.Properties.Single(property => property.Name == "Backend").Value;
            backends.Add($"{server}: {current.Snapshot.ResourceType}, {backend}");
        }

        Assert.Equal(
            ["prometheus: Container, container 2.42.0", "alertmanager: Container, container 0.25.0", "pushgateway: Container, container 1.5.1",
             "node-exporter: Container, container 1.5.0", "rabbitmq: Container, container 3.10.8"],
            backends);
    }

    [Fact]
    public async Task Scrape_ContainersAndAProcessOfThisMachine_AreUp()
    {
        await stack.ApplicationAsync();
        var expected = ContainerStack.Servers.Append("cloud-exporter").Order(StringComparer.Ordinal).ToList();

        await Eventually.BecomesAsync(
            "Prometheus, a container, reaches its neighbours, itself and a process of this machine",
            async token =>
                (await stack.QueryAsync("up == 1", token)).Select(sample => sample.GetProperty("metric").GetProperty("job").GetString()!)
                .Order(StringComparer.Ordinal).ToList(),
            expected.SequenceEqual,
            Deadline.DataFlow,
            jobs => string.Join(", ", jobs));
    }

    [Fact]
    public async Task Rules_FilesOfTheAppHost_AreMountedAndLoaded()
    {
        await stack.ApplicationAsync();
        var answer = await stack.GetJsonAsync("prometheus", "/api/v1/rules", TestContext.Current.CancellationToken);
        var loaded = answer.GetProperty("data").GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("file").GetString()!);

        var files = Directory.GetFiles(Repository.Combine("AppHost", "rules"), "*.yml").Select(Path.GetFileName);
        Assert.Equal(
            files.Select(file => $"/etc/prometheus/rules/{file}").Order(StringComparer.Ordinal), loaded.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Alert_ThatFires_GoesFromContainerToContainer()
    {
        await stack.ApplicationAsync();

        await Eventually.BecomesAsync(
            "the watchdog is at Alertmanager",
            token => stack.GetJsonAsync("alertmanager", "/api/v2/alerts", token),
            alerts => alerts.EnumerateArray().Any(alert => alert.GetProperty("labels").GetProperty("alertname").GetString() == "Watchdog"),
            Deadline.DataFlow);
    }

    [Fact]
    public async Task BindMount_OfNodeExporter_ShowsTheFilesOfThisMachine()
    {
        var application = await stack.ApplicationAsync();
        using var client = application.CreateHttpClient("node-exporter");

        var metrics = await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("node_filesystem_size_bytes", metrics, StringComparison.Ordinal);
        var mounts = (await EngineApi.InspectAsync(await stack.ContainerAsync("node-exporter")))["Mounts"]!.AsArray();
        Assert.Contains(mounts, mount => mount!["Source"]!.GetValue<string>() == "/" && !mount["RW"]!.GetValue<bool>());
    }

    [Fact]
    public async Task RabbitMQ_Definitions_AreImportedAndTheGeneratedPasswordIsRight()
    {
        var application = await stack.ApplicationAsync();
        var parameter = application.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .OfType<ParameterResource>().Single(resource => resource.Name == "rabbitmq-admin-password");
        var password = await parameter.GetValueAsync(TestContext.Current.CancellationToken);
        using var client = application.CreateHttpClient("rabbitmq", "management");
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{password}")));

        var answer = await client.GetStringAsync(new Uri("/api/queues", UriKind.Relative), TestContext.Current.CancellationToken);

        var queues = JsonNode.Parse(answer)!.AsArray();
        var names = queues.Select(queue => queue!["name"]!.GetValue<string>()).Where(name => !name.Contains('.'));
        Assert.Equal(["documents", "points"], names.Order(StringComparer.Ordinal));
        Assert.All(queues, queue => Assert.Equal("rabbit@localhost", queue!["node"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Ports_OfEveryContainer_ArePublishedOnLoopbackOnly()
    {
        await stack.ApplicationAsync();
        foreach (var server in ContainerStack.Servers)
        {
            var ports = (await EngineApi.InspectAsync(await stack.ContainerAsync(server)))["NetworkSettings"]!["Ports"]!.AsObject();
            var published = ports.SelectMany(port => port.Value?.AsArray() ?? []).Select(binding => binding!["HostIp"]!.GetValue<string>()).ToList();

            Assert.NotEmpty(published);
            Assert.All(published, address => Assert.Equal("127.0.0.1", address));
        }
    }

    [Fact]
    public async Task Logs_OfAContainer_AreInTheStreamOfTheDashboard()
    {
        var application = await stack.ApplicationAsync();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Deadline.ServerReady.Time);
        var current = await application.ResourceNotifications.WaitForResourceAsync("prometheus", _ => true, timeout.Token);
        var logs = application.Services.GetRequiredService<ResourceLoggerService>();

        await foreach (var lines in logs.WatchAsync(current.ResourceId).WithCancellation(timeout.Token))
        {
            if (lines.Any(line => line.Content.Contains("Server is ready to receive web requests", StringComparison.Ordinal)))
            {
                return;
            }
        }

        Assert.Fail("The log has ended without the line.");
    }

    [Fact]
    public async Task Restart_ByCommand_IsAnotherContainerAtTheSameAddress()
    {
        const string Server = "pushgateway";
        var application = await stack.ApplicationAsync();
        var (address, before) = (application.GetEndpoint(Server), await stack.ContainerAsync(Server));

        var result = await application.ResourceCommands.ExecuteCommandAsync(Server, KnownResourceCommands.RestartCommand, TestContext.Current.CancellationToken);

        Assert.True(result.Success, result.Message);
        await Eventually.BecomesAsync("the container is another", _ => stack.ContainerAsync(Server), id => id != before, Deadline.ServerReady);
        await application.ResourceNotifications.WaitForResourceHealthyAsync(Server, TestContext.Current.CancellationToken)
            .WaitAsync(Deadline.ServerReady.Time, TestContext.Current.CancellationToken);
        Assert.Equal(address, application.GetEndpoint(Server));
        using var client = application.CreateHttpClient(Server);
        using var answer = await client.GetAsync(new Uri("/-/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
