using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>Where a pipeline writes.</summary>
public interface IPipelineOutputService
{
    /// <summary>
    /// Full path of the output directory: <see cref="PipelineOptions.OutputPath"/>, by default <c>aspire-output</c> in
    /// the AppHost's directory. It need not exist yet.
    /// </summary>
    string GetOutputDirectory();

    /// <summary>Full path of the resource's directory below the output directory. It need not exist yet.</summary>
    string GetOutputDirectory(IResource resource);

    /// <summary>An existing directory for intermediate files, the same at every call; it is deleted when the application ends.</summary>
    string GetTempDirectory();

    /// <summary>An existing directory for intermediate files of the resource, below <see cref="GetTempDirectory()"/>.</summary>
    string GetTempDirectory(IResource resource);
}
