using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Embedded.Hosting;

/// <summary>
/// Lets a test see and change an application that an AppHost's entry point builds. It belongs to the flow of execution
/// that runs the entry point, so that several tests can do so at once.
/// </summary>
internal abstract class BuilderHook
{
    private static readonly AsyncLocal<BuilderHook?> s_current = new();

    /// <summary>The hook of this flow of execution, or null outside of a test's entry point.</summary>
    public static BuilderHook? Current
    {
        get => s_current.Value;
        set => s_current.Value = value;
    }

    /// <summary>Called before anything is read from the options.</summary>
    public abstract void OnCreating(DistributedApplicationOptions options, HostApplicationBuilderSettings settings);

    /// <summary>Called when the builder is there, without resources.</summary>
    public abstract void OnCreated(DistributedApplicationBuilder builder);

    /// <summary>Called when the entry point wants to build; may hold it up.</summary>
    public abstract void OnBuilding(DistributedApplicationBuilder builder);

    /// <summary>Called with what was built.</summary>
    public abstract void OnBuilt(DistributedApplication application);

    /// <summary>Called when the test has disposed of the application.</summary>
    public abstract void OnDisposed();

    /// <summary>Called instead of starting; completes when the test has started the application.</summary>
    public abstract Task WaitUntilStartedAsync(CancellationToken cancellationToken);

    /// <summary>Called instead of stopping or disposing; completes when the test has stopped the application.</summary>
    public abstract Task WaitUntilStoppedAsync(CancellationToken cancellationToken);
}
