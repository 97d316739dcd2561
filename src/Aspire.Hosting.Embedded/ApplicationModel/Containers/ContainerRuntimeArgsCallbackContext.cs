namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a <see cref="ContainerRuntimeArgsCallbackAnnotation"/> gets.</summary>
/// <param name="args">The arguments: strings and values.</param>
/// <param name="cancellationToken">Ends the start.</param>
public sealed class ContainerRuntimeArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    /// <summary>The arguments: strings and values.</summary>
    public IList<object> Args { get; } = args ?? throw new ArgumentNullException(nameof(args));

    /// <summary>Ends the start.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
