namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a <see cref="ContainerImagePushOptionsCallbackAnnotation"/> gets.</summary>
public sealed class ContainerImagePushOptionsCallbackContext
{
    /// <summary>The resource whose image is pushed.</summary>
    public required IResource Resource { get; init; }

    /// <summary>The options, which the callback changes.</summary>
    public required ContainerImagePushOptions Options { get; init; }

    /// <summary>Ends the push.</summary>
    public required CancellationToken CancellationToken { get; init; }
}
