namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container. Its image is a <see cref="ContainerImageAnnotation"/>.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="entrypoint">Replaces the image's entry point; null keeps it.</param>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>Replaces the image's entry point; null (the default) keeps it.</summary>
    public string? Entrypoint { get; set; } = entrypoint;

    /// <summary>True where the entry point is a shell that gets the arguments as one command line; default null, which is no.</summary>
    public bool? ShellExecution { get; set; }
}
