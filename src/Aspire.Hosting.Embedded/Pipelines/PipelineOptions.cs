namespace Aspire.Hosting.Pipelines;

/// <summary>How a pipeline runs; the configuration section <c>Pipeline</c>.</summary>
public class PipelineOptions
{
    /// <summary>The step to run, <c>--step</c>. Null: <c>publish</c>, or <c>publish-manifest</c> with <c>--publisher manifest</c>.</summary>
    public string? Step { get; set; }

    /// <summary>Where output is written, <c>--output-path</c>; relative to the current directory. Null: <c>aspire-output</c> in the AppHost's directory.</summary>
    public string? OutputPath { get; set; }

    /// <summary>Lowest level of the steps' messages that are shown, <c>--log-level</c>. Null: <c>Information</c>.</summary>
    public string? LogLevel { get; set; }

    /// <summary>Forget what earlier runs stored, <c>--clear-cache</c>.</summary>
    public bool ClearCache { get; set; }

    /// <summary>Answer yes to every question, <c>--yes</c>.</summary>
    public bool SkipConfirmation { get; set; }
}
