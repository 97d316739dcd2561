namespace Aspire.Hosting;

/// <summary>Tells callbacks of the model whether the application is run or published.</summary>
public class DistributedApplicationExecutionContext
{
    // The name Aspire reports when no publisher was chosen.
    private const string DefaultPublisherName = "manifest";

    private readonly DistributedApplicationExecutionContextOptions? _options;

    /// <summary>Creates a context from options.</summary>
    /// <param name="options">The operation, the publisher and, once the application is built, its services.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationExecutionContextOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        Operation = options.Operation;
        PublisherName = options.PublisherName ?? DefaultPublisherName;
    }

    /// <summary>Creates a context without services, with the publisher name <c>manifest</c>.</summary>
    /// <param name="operation">What the AppHost is executed for.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation)
        : this(operation, DefaultPublisherName)
    {
    }

    /// <summary>Creates a context without services.</summary>
    /// <param name="operation">What the AppHost is executed for.</param>
    /// <param name="publisherName">Name of the publisher.</param>
    public DistributedApplicationExecutionContext(DistributedApplicationOperation operation, string publisherName)
    {
        Operation = operation;
        PublisherName = publisherName;
    }

    /// <summary>What the AppHost is executed for.</summary>
    public DistributedApplicationOperation Operation { get; }

    /// <summary>Name of the publisher; default <c>manifest</c>. Of no meaning in run mode.</summary>
    public string PublisherName { get; set; }

    /// <summary>True where the model is written out and nothing is started.</summary>
    public bool IsPublishMode => Operation == DistributedApplicationOperation.Publish;

    /// <summary>True where the resources are started on this machine.</summary>
    public bool IsRunMode => Operation == DistributedApplicationOperation.Run;

    /// <summary>The application's services.</summary>
    /// <exception cref="InvalidOperationException">
    /// The application is not built yet, or the context was created without options.
    /// </exception>
    public IServiceProvider ServiceProvider => _options switch
    {
        null => throw new InvalidOperationException(
            "This execution context was created without options, so it has no service provider."),
        { ServiceProvider: null } => throw new InvalidOperationException(
            "The service provider is not available before the application is built. Use it in a callback or an event handler instead."),
        { ServiceProvider: { } services } => services,
    };
}
