using System.Diagnostics.CodeAnalysis;
using Aspire.Hosting.Embedded.Testing;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>Builds and starts the application of an AppHost's entry point; override its methods to change it on the way.</summary>
[SuppressMessage("Design", "CA1063", Justification = "The shape is Aspire.Hosting's.")]
[SuppressMessage("Usage", "CA1816", Justification = "There is no finaliser; the shape is Aspire.Hosting's.")]
public class DistributedApplicationFactory : IDisposable, IAsyncDisposable
{
    private readonly EntryPointHook _hook;
    private DistributedApplication? _application;

    /// <summary>Creates a factory.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly.</param>
    public DistributedApplicationFactory(Type entryPoint)
        : this(entryPoint, [])
    {
    }

    /// <summary>Creates a factory.</summary>
    /// <param name="entryPoint">A type of the AppHost's assembly.</param>
    /// <param name="args">The AppHost's command line.</param>
    public DistributedApplicationFactory(Type entryPoint, string[] args)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        _hook = new EntryPointHook(entryPoint, args, OnBuilderCreating, OnBuilderCreated, OnBuilding, OnBuilt);
    }

    /// <summary>Builds and starts the application.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="DistributedApplicationException">The model cannot start; the message lists all that is wrong.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _hook.CreateBuilderAsync(cancellationToken).ConfigureAwait(false);
        _application = await _hook.BuildAsync(cancellationToken).ConfigureAwait(false);
        await _application.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A client whose base address is an endpoint of a resource. It is the caller's to dispose of.</summary>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="endpointName">Name of the endpoint; default <c>http</c>, else <c>https</c>.</param>
    /// <exception cref="InvalidOperationException">The application has not started.</exception>
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = null) => Started.CreateHttpClient(resourceName, endpointName);

    /// <summary>The connection string of a resource, as it is seen from this machine.</summary>
    /// <param name="resourceName">Name of the resource.</param>
    /// <exception cref="InvalidOperationException">The application has not started.</exception>
    public ValueTask<string?> GetConnectionString(string resourceName) => Started.GetConnectionStringAsync(resourceName);

    /// <summary>The address of an endpoint, as it is seen from this machine.</summary>
    /// <param name="resourceName">Name of the resource.</param>
    /// <param name="endpointName">Name of the endpoint; default <c>http</c>, else <c>https</c>.</param>
    /// <exception cref="InvalidOperationException">The application has not started.</exception>
    public Uri GetEndpoint(string resourceName, string? endpointName = null) => Started.GetEndpoint(resourceName, endpointName);

    /// <summary>Stops the application and frees everything.</summary>
    public virtual void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Stops the application and frees everything.</summary>
    public virtual ValueTask DisposeAsync() => _hook.DisposeAsync();

    /// <summary>Called before the builder is made.</summary>
    /// <param name="applicationOptions">The builder's options.</param>
    /// <param name="hostOptions">The inner host's options.</param>
    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    /// <summary>Called when the builder is made, before the entry point has added anything.</summary>
    /// <param name="applicationBuilder">The builder.</param>
    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the entry point has added everything.</summary>
    /// <param name="applicationBuilder">The builder.</param>
    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the application is built, before it is started.</summary>
    /// <param name="application">The application.</param>
    protected virtual void OnBuilt(DistributedApplication application)
    {
    }

    private DistributedApplication Started =>
        _application ?? throw new InvalidOperationException("The application has not started. Call StartAsync first.");
}
