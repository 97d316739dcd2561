namespace Observability.LogQL.Pipeline;

/// <summary>A stage of a pipeline, ready to run. It may keep buffers between lines, so one is for one thread.</summary>
internal abstract class Stage
{
    /// <summary>Filters, rewrites or labels a line.</summary>
    /// <returns>Whether the line goes on.</returns>
    public abstract bool Process(Line line);
}
