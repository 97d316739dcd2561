using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Observability.Hosting.Console;
using Observability.Hosting.Publishing.Tree;

namespace Observability.Hosting.Publishing;

/// <summary>
/// Has a publish write <c>aspire-manifest.json</c> too, by Aspire's own step: beside a folder <c>manifests</c>, else in the output folder.
/// </summary>
internal static class AspireManifestStep
{
    private const string Name = "publish-aspire-manifest";
    private const string AspireStep = "publish-manifest";
    private const string FileName = "aspire-manifest.json";

    /// <summary>Adds the step.</summary>
    public static void AddTo(IDistributedApplicationBuilder builder)
    {
        PipelineStep? aspires = null;
        var isCheck = StackOutput.IsOn(builder.Configuration, "Stack:Check");
        builder.Pipeline.AddPipelineConfiguration(configuration =>
        {
            aspires = configuration.Steps.FirstOrDefault(step => step.Name == AspireStep);

            // It is told its path by an option that the others read too.
            var own = configuration.Steps.First(step => step.Name == Name);
            foreach (var other in configuration.Steps.Where(step => step != own && step.RequiredBySteps.Contains(WellKnownPipelineSteps.Publish)))
            {
                own.DependsOn(other);
            }

            return Task.CompletedTask;
        });
        builder.Pipeline.AddStep(
            Name,
            context => RunAsync(aspires!, isCheck, context),
            dependsOn: WellKnownPipelineSteps.PublishPrereq,
            requiredBy: WellKnownPipelineSteps.Publish);
    }

    private static async Task RunAsync(PipelineStep aspires, bool isCheck, PipelineStepContext context)
    {
        // A shell completes the name of a folder with a slash, and the name of what comes after that is empty.
        var output = Path.TrimEndingDirectorySeparator(context.Services.GetRequiredService<IPipelineOutputService>().GetOutputDirectory());
        var folder = Path.GetFileName(output) == "manifests" ? Path.GetDirectoryName(output)! : output;
        var path = Path.Combine(folder, FileName);

        // Paths in it are relative to it, so the one to compare with must be in the same folder.
        var target = isCheck ? Path.Combine(folder, $"{Path.GetFileNameWithoutExtension(FileName)}.check.json") : path;
        var options = context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value;
        var before = options.OutputPath;
        options.OutputPath = target;
        try
        {
            await aspires.Action(context).ConfigureAwait(false);
        }
        finally
        {
            options.OutputPath = before;
        }

        if (isCheck)
        {
            var fresh = await File.ReadAllTextAsync(target, context.CancellationToken).ConfigureAwait(false);
            File.Delete(target);
            var old = File.Exists(path) ? await File.ReadAllTextAsync(path, context.CancellationToken).ConfigureAwait(false) : null;
            if (old != fresh)
            {
                throw new DistributedApplicationException(ManifestDiff.Write(folder, [new ManifestChange(FileName, old, fresh, IsExecutable: false)]));
            }

            context.ReportingStep.Log(LogLevel.Information, $"{FileName} is what the graph says.");
        }
    }
}
