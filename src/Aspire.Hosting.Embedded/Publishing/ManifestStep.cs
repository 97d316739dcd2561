using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Embedded.Publishing;

/// <summary>The step <c>publish-manifest</c>: writes <c>aspire-manifest.json</c>.</summary>
internal static class ManifestStep
{
    public const string Name = "publish-manifest";

    private const string DefaultFileName = "aspire-manifest.json";

    /// <summary>Writes the manifest as a whole or not at all.</summary>
    /// <exception cref="DistributedApplicationException">There is no output path, or resources cannot be written; all are listed.</exception>
    public static async Task RunAsync(PipelineStepContext context)
    {
        var path = ManifestPath(context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.OutputPath);
        var content = await ManifestDocument.WriteAsync(context.Model, context.ExecutionContext, path, context.CancellationToken).ConfigureAwait(false);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = path + ".tmp";
        await File.WriteAllBytesAsync(unfinished, content, context.CancellationToken).ConfigureAwait(false);
        File.Move(unfinished, path, overwrite: true);
        context.ReportingStep.Log(LogLevel.Information, $"Published manifest to: {path}");
        WarnOfLosses(context);
    }

    // The manifest has no place for files that are put into a container when it is created.
    private static void WarnOfLosses(PipelineStepContext context)
    {
        var names = context.Model.Resources
            .Where(resource => resource.HasAnnotationOfType<ContainerFileSystemCallbackAnnotation>() && !resource.IsExcludedFromPublish())
            .Select(resource => resource.Name).Order(StringComparer.Ordinal).ToList();
        if (names.Count > 0)
        {
            context.ReportingStep.Log(LogLevel.Warning, $"the manifest does not have the files (WithContainerFiles) of: {string.Join(", ", names)}");
        }
    }

    private static string ManifestPath(string? outputPath)
    {
        if (outputPath is null)
        {
            throw new DistributedApplicationException(
                $"The step '{Name}' needs an output path: pass --output-path with a .json file, or a directory, which then gets {DefaultFileName}.");
        }

        var full = Path.GetFullPath(outputPath);
        return full.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? full : Path.Combine(full, DefaultFileName);
    }
}
