using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Embedded.Orchestration;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>The output and temporary directories of a pipeline.</summary>
internal sealed class PipelineOutputService(IOptions<PipelineOptions> options, IConfiguration configuration) : IPipelineOutputService, IDisposable
{
    private const string DefaultDirectory = "aspire-output";

    private readonly Lazy<DirectoryInfo> _temporary = new(() => Directory.CreateTempSubdirectory("aspire-pipeline-"));

    public string GetOutputDirectory() => options.Value.OutputPath is { Length: > 0 } path
        ? Path.GetFullPath(path)
        : Path.Combine(configuration[WellKnownConfiguration.AppHostDirectory] ?? Directory.GetCurrentDirectory(), DefaultDirectory);

    public string GetOutputDirectory(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Path.Combine(GetOutputDirectory(), resource.Name);
    }

    public string GetTempDirectory() => _temporary.Value.FullName;

    public string GetTempDirectory(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        return Directory.CreateDirectory(Path.Combine(GetTempDirectory(), resource.Name)).FullName;
    }

    public void Dispose()
    {
        if (_temporary.IsValueCreated && Directory.Exists(_temporary.Value.FullName))
        {
            Directory.Delete(_temporary.Value.FullName, recursive: true);
        }
    }
}
