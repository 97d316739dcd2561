using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Hosting;
using Aspire.Hosting.Embedded.Orchestration;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>A built application: runs its resources on this machine, or publishes them, as the command line says.</summary>
[DebuggerDisplay("{_host}")]
[SuppressMessage("Design", "CA1063", Justification = "The shape is Aspire.Hosting's.")]
[SuppressMessage("Usage", "CA1816", Justification = "There is no finaliser; the shape is Aspire.Hosting's.")]
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;

    // Non-null where an AppHost's entry point built the application for a test.
    private readonly BuilderHook? _hook = BuilderHook.Current;
    private Task? _disposed;

    /// <summary>Creates an application over a host that <see cref="DistributedApplicationBuilder.Build"/> built.</summary>
    /// <param name="host">The host.</param>
    public DistributedApplication(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <summary>The AppHost's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>States of the resources, and waits for them.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Commands of the resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    // The entry point runs in the hook's flow of execution, the test that owns the application does not.
    private BuilderHook? HookOfEntryPoint => _hook is not null && ReferenceEquals(BuilderHook.Current, _hook) ? _hook : null;

    /// <summary>Creates a builder without a command line.</summary>
    /// <exception cref="DistributedApplicationException">The configuration is wrong.</exception>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Creates a builder.</summary>
    /// <param name="args">Command line of the AppHost.</param>
    /// <exception cref="DistributedApplicationException">The configuration is wrong.</exception>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        return CreateBuilder(new DistributedApplicationOptions { Args = args });
    }

    /// <summary>Creates a builder.</summary>
    /// <param name="options">The command line, and what else differs from the defaults.</param>
    /// <exception cref="DistributedApplicationException">The configuration is wrong.</exception>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        if (BuilderHook.Current is null)
        {
            ErrorOutput.InstallHandler();
        }

        return new DistributedApplicationBuilder(options);
    }

    /// <summary>
    /// Runs or publishes, and returns when that has ended. A mistake of the user's is shown on standard error and makes
    /// the process's exit code 1.
    /// </summary>
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>
    /// Runs or publishes, and completes when that has ended. A mistake of the user's is shown on standard error and makes
    /// the process's exit code 1.
    /// </summary>
    /// <param name="cancellationToken">Stops the application.</param>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (HookOfEntryPoint is { } hook)
        {
            await hook.WaitUntilStoppedAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await RunUntilStoppedAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (DistributedApplicationException exception)
        {
            ErrorOutput.Write(exception.Message);
            Environment.ExitCode = ErrorOutput.ExitCode;
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Starts: completes when endpoints are allocated and all resources are on their way, or the publish has begun.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="DistributedApplicationException">The model cannot start; the message lists all that is wrong.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (HookOfEntryPoint is { } hook)
        {
            await hook.WaitUntilStartedAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        using var starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        if (Services.GetService<ApplicationOrchestrator>() is { } orchestrator)
        {
            orchestrator.Launch();
            await orchestrator.PrepareAsync(starting.Token).ConfigureAwait(false);
            await _host.StartAsync(cancellationToken).ConfigureAwait(false);
            orchestrator.ThrowIfFailed();
            return;
        }

        if (Services.GetService<PublishOrchestrator>() is { } publish)
        {
            await publish.PrepareAsync(starting.Token).ConfigureAwait(false);
        }

        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops: completes when every process and container is gone.</summary>
    /// <param name="cancellationToken">Ends the wait for them.</param>
    public virtual Task StopAsync(CancellationToken cancellationToken = default) =>
        HookOfEntryPoint is { } hook ? hook.WaitUntilStoppedAsync(cancellationToken) : _host.StopAsync(cancellationToken);

    /// <summary>Stops what is running and frees everything.</summary>
    public virtual void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Stops what is running and frees everything.</summary>
    public virtual ValueTask DisposeAsync() => HookOfEntryPoint is { } hook
        ? new ValueTask(hook.WaitUntilStoppedAsync(CancellationToken.None))
        : new ValueTask(_disposed ??= DisposeHostAsync());

    Task IHost.StartAsync(CancellationToken cancellationToken) => StartAsync(cancellationToken);

    Task IHost.StopAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    private async Task RunUntilStoppedAsync(CancellationToken cancellationToken)
    {
        var lifetime = Services.GetRequiredService<IHostApplicationLifetime>();
        using var signals = new StopSignals(lifetime, Services.GetRequiredService<IConfiguration>());
        try
        {
            await StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            // Stopped while it started: the caller's disposal ends what is there already.
            return;
        }

        await this.WaitForShutdownAsync(cancellationToken).ConfigureAwait(false);
        Services.GetService<ApplicationFailure>()?.ThrowIfReported();
    }

    private async Task DisposeHostAsync()
    {
        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            _host.Dispose();
        }

        _hook?.OnDisposed();
    }
}
