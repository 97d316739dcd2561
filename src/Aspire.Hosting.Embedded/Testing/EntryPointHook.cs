using System.Reflection;
using Aspire.Hosting.Embedded.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Testing;

/// <summary>
/// Runs an AppHost's entry point on a thread of its own and holds it up where it builds, until the test wants the
/// application. From then on the entry point only waits for the test to start and to stop it.
/// </summary>
internal sealed class EntryPointHook(
    Type entryPoint,
    string[] arguments,
    Action<DistributedApplicationOptions, HostApplicationBuilderSettings> onCreating,
    Action<DistributedApplicationBuilder>? onCreated = null,
    Action<DistributedApplicationBuilder>? onBuilding = null,
    Action<DistributedApplication>? onBuilt = null) : BuilderHook
{
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _builder = NewSource<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource<bool> _mayBuild = NewSource<bool>();
    private readonly TaskCompletionSource<DistributedApplication> _application = NewSource<DistributedApplication>();
    private readonly TaskCompletionSource<bool> _started = NewSource<bool>();
    private readonly TaskCompletionSource<bool> _stopped = NewSource<bool>();

    /// <summary>Starts the entry point and completes when it wants to build.</summary>
    public Task<DistributedApplicationBuilder> CreateBuilderAsync(CancellationToken cancellationToken)
    {
        // A thread, not the pool: the entry point blocks for as long as the application lives.
        new Thread(RunEntryPoint) { IsBackground = true, Name = $"{entryPoint.Assembly.GetName().Name} entry point" }.Start();
        return _builder.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets the entry point build and completes when it has.</summary>
    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult(true);
        return _application.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the entry point, which builds no more if it has not built yet, and disposes of the application.</summary>
    public async ValueTask DisposeAsync()
    {
        _mayBuild.TrySetResult(false);
        if (_application.Task.IsCompletedSuccessfully)
        {
            await (await _application.Task.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }

        _stopped.TrySetResult(true);
    }

    public override void OnCreating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.AssemblyName ??= entryPoint.Assembly.GetName().Name;
        TestingDefaults.Apply(options, settings);
        onCreating(options, settings);
    }

    public override void OnCreated(DistributedApplicationBuilder builder) => onCreated?.Invoke(builder);

    public override void OnBuilding(DistributedApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);
        if (!_mayBuild.Task.GetAwaiter().GetResult())
        {
            throw new OperationCanceledException("The test has disposed of its builder.");
        }

        onBuilding?.Invoke(builder);
    }

    public override void OnBuilt(DistributedApplication application)
    {
        var lifetime = application.Services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStarted.Register(() => _started.TrySetResult(true));
        lifetime.ApplicationStopped.Register(() => _stopped.TrySetResult(true));
        onBuilt?.Invoke(application);
        _application.TrySetResult(application);
    }

    public override void OnDisposed() => _stopped.TrySetResult(true);

    public override Task WaitUntilStartedAsync(CancellationToken cancellationToken) => _started.Task.WaitAsync(cancellationToken);

    public override Task WaitUntilStoppedAsync(CancellationToken cancellationToken) => _stopped.Task.WaitAsync(cancellationToken);

    private void RunEntryPoint()
    {
        Current = this;
        try
        {
            var method = entryPoint.Assembly.EntryPoint
                ?? throw new InvalidOperationException($"{entryPoint.Assembly.GetName().Name} has no entry point. Is it an executable?");
            object?[] parameters = method.GetParameters().Length == 0 ? [] : [arguments];
            method.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, parameters, culture: null);
            var neverBuilt = new InvalidOperationException(
                $"The entry point of {entryPoint.Assembly.GetName().Name} ended without building an application with DistributedApplication.CreateBuilder.");
            Fail(neverBuilt);
        }
        catch (Exception exception)
        {
            // Once the application is built, what the entry point throws when it is stopped concerns nobody.
            Fail(exception);
        }
    }

    private void Fail(Exception exception)
    {
        _builder.TrySetException(exception);
        _application.TrySetException(exception);
        _ = _builder.Task.Exception;
        _ = _application.Task.Exception;
    }

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
