using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Embedded.Pipelines;

/// <summary>How one run of the pipeline goes.</summary>
/// <param name="Step">The step that is wanted.</param>
/// <param name="Reporter">Shows the progress.</param>
/// <param name="ExceptionDetails">Show stack traces of failed steps.</param>
internal sealed record PipelineRun(string Step, IPipelineActivityReporter Reporter, bool ExceptionDetails)
{
    /// <summary>The run that the configuration asks for.</summary>
    public static PipelineRun Create(IServiceProvider services)
    {
        var details = services.GetRequiredService<IConfiguration>()["Pipeline:IncludeExceptionDetails"];
        return new PipelineRun(
            services.GetRequiredService<IOptions<PipelineOptions>>().Value.Step ?? WellKnownPipelineSteps.Publish,
            services.GetRequiredService<IPipelineActivityReporter>(),
            bool.TryParse(details, out var include) && include);
    }

    /// <summary>A failure as the user sees it.</summary>
    public string Describe(Exception exception) => exception switch
    {
        _ when ExceptionDetails => exception.ToString(),
        DistributedApplicationException => exception.Message,
        // A message that was not written for the user needs the type to make sense.
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };
}
