using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Pipelines;

/// <summary>A callback of a resource that adds relations between steps, see <see cref="IDistributedApplicationPipeline.AddPipelineConfiguration"/>.</summary>
public class PipelineConfigurationAnnotation : IResourceAnnotation
{
    /// <summary>Registers a callback.</summary>
    public PipelineConfigurationAnnotation(Func<PipelineConfigurationContext, Task> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = callback;
    }

    /// <summary>Registers a callback.</summary>
    public PipelineConfigurationAnnotation(Action<PipelineConfigurationContext> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Callback = context =>
        {
            callback(context);
            return Task.CompletedTask;
        };
    }

    /// <summary>The callback.</summary>
    public Func<PipelineConfigurationContext, Task> Callback { get; }
}
