namespace Aspire.Hosting.ApplicationModel;

/// <summary>An image that is built from a Dockerfile.</summary>
/// <param name="contextPath">Full path of the build context.</param>
/// <param name="dockerfilePath">Full path of the Dockerfile.</param>
/// <param name="stage">Stage that is built; null for the last.</param>
public class DockerfileBuildAnnotation(string contextPath, string dockerfilePath, string? stage) : IResourceAnnotation
{
    /// <summary>Full path of the build context.</summary>
    public string ContextPath { get; } = contextPath;

    /// <summary>Full path of the Dockerfile.</summary>
    public string DockerfilePath { get; } = dockerfilePath;

    /// <summary>Stage that is built; null for the last.</summary>
    public string? Stage { get; } = stage;

    /// <summary>Build arguments: strings and values; null takes the value of the environment.</summary>
    public Dictionary<string, object?> BuildArguments { get; } = [];

    /// <summary>Build secrets: values and files.</summary>
    public Dictionary<string, object> BuildSecrets { get; } = [];

    /// <summary>Name of the built image; null for one that is derived from the resource's.</summary>
    public string? ImageName { get; set; }

    /// <summary>Tag of the built image; null for one that is derived.</summary>
    public string? ImageTag { get; set; }

    /// <summary>False where the image is only a source of files and cannot be started; default true.</summary>
    public bool HasEntrypoint { get; set; } = true;

    /// <summary>Makes the text of the Dockerfile; null where it is a file.</summary>
    public Func<DockerfileFactoryContext, Task<string>>? DockerfileFactory { get; init; }

    /// <summary>Writes the text of <see cref="DockerfileFactory"/> to <see cref="DockerfilePath"/>; does nothing where there is none.</summary>
    /// <param name="context">Given to the factory.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    public async Task MaterializeDockerfileAsync(DockerfileFactoryContext context, CancellationToken cancellationToken)
    {
        if (DockerfileFactory is { } factory)
        {
            var text = await factory(context).ConfigureAwait(false);
            await File.WriteAllTextAsync(DockerfilePath, text, cancellationToken).ConfigureAwait(false);
        }
    }
}
