using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Observability.E2E.Evidence;
using Observability.E2E.Flows;

namespace Observability.E2E.Faults;

/// <summary>A small stack that a test breaks, with the means to break it.</summary>
internal sealed class FaultStack : IAsyncDisposable
{
    private readonly StackRecorder _recorder;

    private FaultStack(DistributedApplication application)
    {
        Application = application;
        _recorder = StackRecorder.Follow(application);
    }

    /// <summary>The running application.</summary>
    public DistributedApplication Application { get; }

    private ResourceNotificationService Notifications => Application.ResourceNotifications;

    private IEnumerable<IResource> Resources => Application.Services.GetRequiredService<DistributedApplicationModel>().Resources;

    /// <summary>Starts a stack and waits until the named resources are healthy.</summary>
    public static async Task<FaultStack> StartAsync(
        string stateFolder, Action<IDistributedApplicationTestingBuilder> add, params string[] healthy)
    {
        var builder = DistributedApplicationTestingBuilder.Create(
            ["--Stack:Backend=process", "--Stack:Console=false", $"--Stack:StateFolder={stateFolder}"]);
        add(builder);
        var stack = new FaultStack(await builder.BuildAsync(TestContext.Current.CancellationToken));
        try
        {
            await stack.Application.StartAsync(TestContext.Current.CancellationToken);
            foreach (var name in healthy)
            {
                await stack.BecomesHealthyAsync(name, Deadline.StackReady);
            }

            return stack;
        }
        catch
        {
            await stack.DisposeAsync();
            throw;
        }
    }

    /// <summary>Process id of a resource that runs.</summary>
    public int PidOf(string name) => Convert.ToInt32(
        Snapshot(name).Properties.Single(property => property.Name == "executable.pid").Value, CultureInfo.InvariantCulture);

    /// <summary>Sends a signal to a resource's process.</summary>
    public void Signal(string name, int signal) => ProcessSignal.Send(PidOf(name), signal);

    /// <summary>What is known of a resource at this moment.</summary>
    public CustomResourceSnapshot Snapshot(string name) =>
        Notifications.TryGetCurrentState(name, out var current) ? current.Snapshot : throw new InvalidOperationException($"There is no {name}.");

    /// <summary>Does what the dashboard's button and the CLI do.</summary>
    public Task<ExecuteCommandResult> ExecuteAsync(string name, string command) =>
        Application.ResourceCommands.ExecuteCommandAsync(name, command, TestContext.Current.CancellationToken);

    /// <summary>
    /// Has the health of a resource looked at soon, and returns what is known now. A healthy one is otherwise looked at every half
    /// minute; whatever changes about it brings the next look forward.
    /// </summary>
    public CustomResourceSnapshot LookAt(string name)
    {
        var resource = Resources.Single(resource => resource.Name == name);
        _ = Notifications.PublishUpdateAsync(resource, snapshot => snapshot with { Urls = [.. snapshot.Urls] });
        return Snapshot(name);
    }

    /// <summary>Waits until a resource's checks all pass.</summary>
    public Task BecomesHealthyAsync(string name, Deadline deadline) => Eventually.BecomesAsync(
        $"{name} is healthy", () => LookAt(name), snapshot => snapshot.HealthStatus is HealthStatus.Healthy, deadline, Describe);

    /// <summary>Waits until a resource runs and one of its checks fails; returns why.</summary>
    public async Task<string> BecomesUnhealthyAsync(string name, Deadline deadline)
    {
        var snapshot = await Eventually.BecomesAsync(
            $"{name} is unhealthy", () => LookAt(name), snapshot => snapshot.HealthStatus is HealthStatus.Unhealthy, deadline, Describe);
        return string.Join('\n', snapshot.HealthReports.Select(report => report.Description));
    }

    /// <summary>Waits until a resource has ended, however.</summary>
    public async Task<CustomResourceSnapshot> EndsAsync(string name, Deadline deadline) => await Eventually.BecomesAsync(
        $"{name} has ended", () => Snapshot(name), snapshot => KnownResourceStates.TerminalStates.Contains(snapshot.State?.Text), deadline, Describe);

    /// <summary>The lines that a resource and whoever runs it have written.</summary>
    public async Task<IReadOnlyList<string>> ReadLogAsync(string name)
    {
        var lines = new List<string>();
        await foreach (var batch in Application.Services.GetRequiredService<ResourceLoggerService>()
            .GetAllAsync(Resources.Single(resource => resource.Name == name)).WithCancellation(TestContext.Current.CancellationToken))
        {
            lines.AddRange(batch.Select(line => line.Content));
        }

        return lines;
    }

    /// <summary>The value of a generated parameter.</summary>
    public Task<string> GetParameterAsync(string name) => GraphParameters.ReadAsync(Resources, name, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _recorder.DisposeAsync();
        await Application.DisposeAsync();
    }

    private static string Describe(CustomResourceSnapshot snapshot) =>
        $"{snapshot.State?.Text}, {snapshot.HealthStatus}: {string.Join("; ", snapshot.HealthReports.Select(report => report.Description))}";
}
