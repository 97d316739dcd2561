namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a <see cref="ContainerFileSystemCallbackAnnotation"/> gets.</summary>
public sealed class ContainerFileSystemCallbackContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The resource that gets the files.</summary>
    public required IResource Model { get; init; }
}
