using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a <see cref="CommandLineArgsCallbackAnnotation"/> gets.</summary>
public sealed class CommandLineArgsCallbackContext
{
    private readonly IResource? _resource;

    /// <summary>Creates a context without a resource.</summary>
    /// <param name="args">The arguments so far.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public CommandLineArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(args);
        Args = args;
        CancellationToken = cancellationToken;
    }

    /// <summary>Creates a context.</summary>
    /// <param name="args">The arguments so far.</param>
    /// <param name="resource">The resource that gets the arguments.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public CommandLineArgsCallbackContext(IList<object> args, IResource resource, CancellationToken cancellationToken = default)
        : this(args, cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(resource);
        _resource = resource;
    }

    /// <summary>The arguments: strings and values, which are resolved when all callbacks have run.</summary>
    public IList<object> Args { get; }

    /// <summary>The resource that gets the arguments.</summary>
    /// <exception cref="InvalidOperationException">The context was created without one.</exception>
    public IResource Resource => _resource ?? throw new InvalidOperationException("This command-line arguments context has no resource.");

    /// <summary>Whether the application is run or published; default run.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; init; } = new(DistributedApplicationOperation.Run);

    /// <summary>Writes to the resource's console log.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>Ends the start.</summary>
    public CancellationToken CancellationToken { get; }
}
