namespace Aspire.Hosting.ApplicationModel;

/// <summary>What makes the text of a Dockerfile gets.</summary>
public sealed class DockerfileFactoryContext
{
    /// <summary>The application's services.</summary>
    public required IServiceProvider Services { get; init; }

    /// <summary>The resource whose image is built.</summary>
    public required IResource Resource { get; init; }

    /// <summary>Ends the build.</summary>
    public CancellationToken CancellationToken { get; init; }
}
