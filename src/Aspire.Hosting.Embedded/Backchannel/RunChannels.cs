using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace Aspire.Hosting.Embedded.Backchannel;

/// <summary>
/// The channels of a run: one for the CLI that has started it, where one has; and one by which <c>aspire ps</c>, <c>describe</c>,
/// <c>logs</c>, <c>wait</c>, <c>resource</c> and <c>stop</c> find every AppHost of this user.
/// </summary>
internal sealed class RunChannels(
    IConfiguration configuration,
    IServiceProvider services,
    DistributedApplicationModel model,
    DistributedApplicationOptions options,
    ResourceNotificationService notifications,
    ResourceLoggerService logs,
    ResourceCommandService commands,
    IHostApplicationLifetime lifetime,
    ILogger<RunChannels> logger) : BackgroundService
{
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The user's folder where it is not the one that the system says.</summary>
    public string? Home { get; init; }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var facts = new AppHostFacts(configuration, Home);
        var dashboard = options.DisableDashboard ? null : (IDashboardHost?)services.GetService(typeof(IDashboardHost));
        var auxiliary = new AuxiliaryMethods(facts, model, notifications, logs, commands, dashboard, _ready.Task, lifetime);
        var tasks = new List<Task> { ServeAsync(() => facts.SocketPath, auxiliary, stoppingToken) };
        if (configuration[CliChannel.PathVariable] is { Length: > 0 } path)
        {
            var log = (CliLog)services.GetService(typeof(CliLog))!;
            tasks.Add(ServeAsync(() => path, new RunMethods(dashboard, log, _ready, lifetime), stoppingToken));
        }
        else
        {
            // Nobody will say so.
            _ready.TrySetResult();
        }

        await Task.WhenAll(tasks).ConfigureAwait(false);
    }

    private async Task ServeAsync(Func<string> choosePath, object methods, CancellationToken cancellationToken)
    {
        var clients = new List<JsonRpc>();
        string? path = null;
        try
        {
            path = choosePath();
            using var socket = RpcConnection.Listen(path);
            while (!cancellationToken.IsCancellationRequested)
            {
                clients.RemoveAll(client => client.IsDisposed);
                clients.Add(RpcConnection.Answer(await socket.AcceptAsync(cancellationToken).ConfigureAwait(false), methods));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops.
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // The CLI's commands do without this run; the run does without them. (A path that is too long for a socket is a
            // wrong argument.)
            logger.LogWarning("The aspire CLI cannot reach this AppHost at {Path}: {Message}", path ?? "its socket", exception.Message);
        }
        finally
        {
            Delete(path);
            clients.ForEach(client => client.Dispose());
        }
    }

    private static void Delete(string? path)
    {
        // File.Delete fails where the folder is missing.
        if (File.Exists(path))
        {
            File.Delete(path);
        }
    }
}
