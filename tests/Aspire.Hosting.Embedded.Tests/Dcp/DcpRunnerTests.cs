using System.ComponentModel;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Dcp;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Embedded.Tests.Bundle;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Tests.Dcp;

/// <summary>A model run by the real orchestrator.</summary>
[Tier(Tier.Process)]
public sealed class DcpRunnerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Executable_WithProxiedEndpoint_ServesOnItsAllocatedPort()
    {
        var builder = await CreateBuilderAsync();
        var web = AddPythonServer(builder, "web");
        await using var app = builder.Build();
        await app.StartAsync(Token);

        await Notifications(app).WaitForResourceAsync("web", KnownResourceStates.Running, Token);
        using var http = new HttpClient();
        var status = await Eventually.BecomesAsync(
            "the server answers", async cancellationToken => (await http.GetAsync(new Uri(web.GetEndpoint("http").Url), cancellationToken)).StatusCode,
            code => code == HttpStatusCode.OK, Deadline.ServerReady);

        Assert.Equal(HttpStatusCode.OK, status);
        await app.StopAsync(Token);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri(web.GetEndpoint("http").Url), Token));
    }

    [Fact]
    public async Task Executable_ThatExits_IsFinishedWithCodeAndAllItsLines()
    {
        var builder = await CreateBuilderAsync();
        var script = builder.AddExecutable("script", "/bin/sh", "/", "-c", "echo \"$TEXT\"; echo problem >&2; exit 3").WithEnvironment("TEXT", "{{ .Values.x }}");
        await using var app = builder.Build();
        await app.StartAsync(Token);

        var end = await Notifications(app).WaitForResourceAsync("script", e => e.Snapshot.State?.Text == KnownResourceStates.Finished, Token);

        // At the very moment of the end; later lines would be of no use to whoever waits for it.
        var lines = await LinesAsync(app, script.Resource);
        Assert.Equal(3, end.Snapshot.ExitCode);
        Assert.Contains(lines, line => line.Content.EndsWith("{{ .Values.x }}", StringComparison.Ordinal) && !line.IsErrorMessage);
        Assert.Contains(lines, line => line.Content.EndsWith("problem", StringComparison.Ordinal) && line.IsErrorMessage);
        Assert.Contains(end.Snapshot.EnvironmentVariables, variable => variable is { Name: "TEXT", Value: "{{ .Values.x }}", IsFromSpec: true });
    }

    [Fact]
    public async Task Commands_StopStartRestart_DoWhatTheySay()
    {
        var builder = await CreateBuilderAsync();
        AddPythonServer(builder, "web");
        await using var app = builder.Build();
        await app.StartAsync(Token);
        var first = await RunningAsync(app);

        await ExecuteAsync(app, KnownResourceCommands.StopCommand);
        Assert.False(Directory.Exists($"/proc/{first}"));
        Assert.True(Notifications(app).TryGetCurrentState("web", out var stopped));
        Assert.Equal(KnownResourceStates.Finished, stopped!.Snapshot.State?.Text);
        Assert.Null(stopped.Snapshot.ExitCode);

        await ExecuteAsync(app, KnownResourceCommands.StartCommand);
        var second = await RunningAsync(app);
        await ExecuteAsync(app, KnownResourceCommands.RestartCommand);
        var third = await RunningAsync(app);

        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());
        Assert.False(Directory.Exists($"/proc/{second}"));
        await app.StopAsync(Token);
        Assert.False(Directory.Exists($"/proc/{third}"));
    }

    [Fact]
    public async Task Replicas_SecondStartedWhileTheFirstWaits_BothStart()
    {
        using var folder = new TemporaryFolder();
        var builder = await CreateBuilderAsync();
        var needed = builder.AddExecutable("needed", "/bin/sh", folder.Path, "-c", "until [ -e go ]; do sleep 0.1; done");
        var project = builder.AddProject("web", folder.Write("Web.csproj", "<Project />")).WithReplicas(2).WithExplicitStart().WaitForCompletion(needed);
        await using var app = builder.Build();
        await app.StartAsync(Token);
        var commands = app.Services.GetRequiredService<ResourceCommandService>();
        var names = InstanceNames.Of(project.Resource);

        var first = commands.ExecuteCommandAsync(names[0], KnownResourceCommands.StartCommand, Token);
        await Notifications(app).WaitForResourceAsync(names[0], KnownResourceStates.Waiting, Token);
        var second = commands.ExecuteCommandAsync(names[1], KnownResourceCommands.StartCommand, Token);
        Assert.False(first.IsCompleted);
        Assert.False(second.IsCompleted);
        folder.Write("go", "");

        // There is nothing in the project to run, so each ends as soon as it was started.
        Assert.All(await Task.WhenAll(first, second), result => Assert.True(result.Success, result.Message));
        await Task.WhenAll(names.Select(name => Notifications(app).WaitForResourceAsync(name, KnownResourceStates.Finished, Token)));
        await app.StopAsync(Token);
    }

    [Fact]
    public async Task Executable_WithExplicitStart_StartsOnRequestAndSaysWhyItCannot()
    {
        var builder = await CreateBuilderAsync();
        var tool = builder.AddExecutable("tool", "/nowhere/tool", "/").WithExplicitStart();
        await using var app = builder.Build();
        await app.StartAsync(Token);
        await Notifications(app).WaitForResourceAsync("tool", KnownResourceStates.NotStarted, Token);

        await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("tool", KnownResourceCommands.StartCommand, Token);

        await Notifications(app).WaitForResourceAsync("tool", KnownResourceStates.FailedToStart, Token);
        Assert.Contains(await LinesAsync(app, tool.Resource), line => line.Content.Contains("/nowhere/tool: no such file", StringComparison.Ordinal) && line.IsErrorMessage);
    }

    [Fact]
    public async Task Executable_PortTakenWhereNobodyChecked_FailsAloneAndSaysWhoHasIt()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var builder = await CreateBuilderAsync();
        // Randomised ports are not checked before the start, and this one cannot be randomised.
        builder.Configuration["DcpPublisher:RandomizePorts"] = "true";
        var web = builder.AddExecutable("web", "sleep", "/", "600").WithHttpEndpoint(port: port, isProxied: false);
        builder.AddExecutable("other", "sleep", "/", "600");
        builder.AddExecutable("client", "sleep", "/", "600").WithEnvironment("URL", web.GetEndpoint("http"));
        await using var app = builder.Build();
        await app.StartAsync(Token);

        await Notifications(app).WaitForResourceAsync("web", KnownResourceStates.FailedToStart, Token);
        await Notifications(app).WaitForResourceAsync("client", KnownResourceStates.FailedToStart, Token);
        await Notifications(app).WaitForResourceAsync("other", KnownResourceStates.Running, Token);

        var line = Assert.Single(await LinesAsync(app, web.Resource));
        Assert.Contains($"web: endpoint http: port {port} is in use by", line.Content, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId})", line.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Executable_PortThatDcpCannotListenOn_FailsAfterTenSecondsAndSaysWhoHasIt()
    {
        // Only ports of the loopback interface are looked at before.
        var address = HostBridgeTests.OwnAddress();
        using var taken = new TcpListener(address, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var builder = await CreateBuilderAsync();
        var web = builder.AddExecutable("web", "sleep", "/", "600").WithHttpEndpoint(port: port).WithEndpoint("http", endpoint => endpoint.TargetHost = address.ToString());
        await using var app = builder.Build();
        await app.StartAsync(Token);

        await Notifications(app).WaitForResourceAsync("web", KnownResourceStates.FailedToStart, Token).WaitAsync(Deadline.ServerReady.Time, Token);

        var line = Assert.Single(await LinesAsync(app, web.Resource));
        Assert.Contains($"web: endpoint http: port {port} is in use by", line.Content, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId})", line.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_WithoutAnEngine_IsNotStartedAndSaysWhatIsMissing()
    {
        var builder = await CreateBuilderAsync();
        builder.Services.AddSingleton<IHostProcesses>(new ProcessesWithoutEngine());
        var container = builder.AddContainer("box", "box").WithHttpEndpoint(targetPort: 80);
        await using var app = builder.Build();
        await app.StartAsync(Token);

        await Notifications(app).WaitForResourceAsync("box", KnownResourceStates.RuntimeUnhealthy, Token);

        var lines = await LinesAsync(app, container.Resource);
        Assert.True(Notifications(app).TryGetCurrentState("box", out var box));
        Assert.Contains(box!.Snapshot.Properties, property => property.Name == "resource.problem");
        Assert.Contains(lines, line => line.Content.Contains("not started: no container engine (the command 'docker' is not on PATH)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Dcp_EndsUnexpectedly_EndsTheApplicationWithTheReasonAndLeavesNothing()
    {
        var builder = await CreateBuilderAsync();
        var processes = new RememberingProcesses();
        builder.Services.AddSingleton<IHostProcesses>(processes);
        builder.AddExecutable("web", "sleep", "/", "600");
        await using var app = builder.Build();
        await app.StartAsync(Token);
        var pid = await RunningAsync(app);

        processes.Last!.Kill();

        await Notifications(app).WaitForResourceAsync("web", KnownResourceStates.Finished, Token);
        await app.WaitForShutdownAsync(Token).WaitAsync(Deadline.Gone.Time, Token);
        var failure = Assert.Throws<DistributedApplicationException>(app.Services.GetRequiredService<ApplicationFailure>().ThrowIfReported);
        Assert.StartsWith("The orchestrator (DCP) has ended unexpectedly", failure.Message, StringComparison.Ordinal);
        await Eventually.HoldsAsync("its process is gone", () => ProcFs.Read((int)pid) is null, Deadline.Gone);
    }

    [Fact]
    public async Task Run_WithoutABundle_FailsWithOneMessage()
    {
        using var folder = new TemporaryFolder();
        var builder = await CreateBuilderAsync();
        builder.Configuration["DcpPublisher:CliPath"] = folder.Combine("dcp");
        await using var app = builder.Build();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync(Token));

        Assert.Contains("DcpPublisher:CliPath", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_WithAnUnknownEngine_NamesTheSettingAndItsValues()
    {
        var builder = await CreateBuilderAsync();
        builder.Configuration["DcpPublisher:ContainerRuntime"] = "rkt";
        await using var app = builder.Build();

        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.StartAsync(Token));

        Assert.Contains("DcpPublisher:ContainerRuntime is 'rkt'. Set it to docker or podman", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<IDistributedApplicationBuilder> CreateBuilderAsync()
    {
        await TestBundle.LocateAsync();
        return DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [], DisableDashboard = true, ProjectDirectory = "/" });
    }

    private static IResourceBuilder<ExecutableResource> AddPythonServer(IDistributedApplicationBuilder builder, string name)
    {
        var server = builder.AddExecutable(name, Requires.Tool("python3"), "/").WithHttpEndpoint();
        return server.WithArgs("-m", "http.server", "--bind", "127.0.0.1", server.GetEndpoint("http").Property(EndpointProperty.TargetPort));
    }

    private static ResourceNotificationService Notifications(DistributedApplication app) => app.Services.GetRequiredService<ResourceNotificationService>();

    private static async Task<long> RunningAsync(DistributedApplication app)
    {
        var running = await Notifications(app).WaitForResourceAsync("web", e => e.Snapshot.State?.Text == KnownResourceStates.Running, Token);
        return Convert.ToInt64(running.Snapshot.Properties.Single(property => property.Name == "executable.pid").Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task ExecuteAsync(DistributedApplication app, string command)
    {
        var result = await app.Services.GetRequiredService<ResourceCommandService>().ExecuteCommandAsync("web", command, Token);
        Assert.True(result.Success, result.Message);
    }

    private static async Task<List<LogLine>> LinesAsync(DistributedApplication app, IResource resource)
    {
        List<LogLine> lines = [];
        await foreach (var batch in app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(resource))
        {
            lines.AddRange(batch);
        }

        return lines;
    }

    /// <summary>Everything is there but the engine's command.</summary>
    private sealed class ProcessesWithoutEngine : IHostProcesses
    {
        private readonly HostProcesses _processes = new();

        public IHostProcess Start(HostProcessSpec spec) => _processes.Start(spec);

        public Task<HostProcessOutcome> RunAsync(HostProcessSpec spec, TimeSpan timeout, CancellationToken cancellationToken) =>
            spec.FileName == "docker" ? throw new Win32Exception() : _processes.RunAsync(spec, timeout, cancellationToken);
    }

    private sealed class RememberingProcesses : IHostProcesses
    {
        private readonly HostProcesses _processes = new();

        public IHostProcess? Last { get; private set; }

        public IHostProcess Start(HostProcessSpec spec) => Last = _processes.Start(spec);

        public Task<HostProcessOutcome> RunAsync(HostProcessSpec spec, TimeSpan timeout, CancellationToken cancellationToken) =>
            _processes.RunAsync(spec, timeout, cancellationToken);
    }
}
